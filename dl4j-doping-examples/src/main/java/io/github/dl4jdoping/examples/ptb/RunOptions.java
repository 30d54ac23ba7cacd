package io.github.dl4jdoping.examples.ptb;

import io.github.dl4jdoping.conf.RowDropoutTarget;
import io.github.dl4jdoping.examples.tasks.FactorShapes;
import io.github.dl4jdoping.examples.tasks.ParameterBudget;
import io.github.dl4jdoping.examples.tasks.SupportGranularity;
import io.github.dl4jdoping.examples.tasks.TrainedStart;
import io.github.dl4jdoping.examples.tasks.Variant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The command line options that become {@link Settings}; unset ones come from the preset. */
final class RunOptions {

  @Option(
      names = "--preset",
      defaultValue = "small",
      converter = PresetName.class,
      description = {
        "Size and schedules of Zaremba et al. (2014): small (2 x 200), medium (2 x 650) or large"
            + " (2 x 1500); or tiny (2 x 64) for trial runs. Default: ${DEFAULT-VALUE}."
      })
  private Preset preset;

  @Option(
      names = "--variant",
      required = true,
      converter = VariantName.class,
      description = {
        "How the LSTM's weight matrices are built: dense (this library's engine, no structure, no"
            + " pruning), kp (Kronecker product), lmf (low rank), hmd (hybrid), prune (magnitude"
            + " pruning), doped-kp, doped-lmf, doped-hmd (structure plus sparse matrix)."
      })
  private Variant variant;

  @Option(
      names = "--factor",
      defaultValue = "25",
      description = {
        "Compression factor in parameters to aim at; what comes out is reported. dense and kp have"
            + " the size that they have. doped-lmf and doped-hmd give the structure a quarter of"
            + " the budget. Default: ${DEFAULT-VALUE}."
      })
  private double factor;

  @Option(
      names = "--terms",
      defaultValue = "1",
      description = "Terms of the Kronecker product. Default: ${DEFAULT-VALUE}.")
  private int terms;

  @Option(
      names = "--kronecker",
      defaultValue = "square",
      converter = FactorShapesName.class,
      paramLabel = "<shapes>",
      description = {
        "Shapes of the factors of the Kronecker product: square, long (a tall and a wide one, of low"
            + " rank), or the sizes p1,q1,p2,q2. Default: ${DEFAULT-VALUE}."
      })
  private FactorShapes kronecker;

  @Option(
      names = "--initial-share",
      defaultValue = "0.5",
      description = {
        "Share of the initial variance of the weights that the doping matrix gets beside a structure."
            + " Default: ${DEFAULT-VALUE}."
      })
  private double initialShare;

  @Option(
      names = "--doping-lr",
      defaultValue = "1",
      description = {
        "Learning rate of the doping matrix by that of everything else. Default: ${DEFAULT-VALUE}."
      })
  private double dopingLr;

  @Option(
      names = "--row-dropout",
      defaultValue = "0",
      description = {
        "Co-matrix row dropout rate of the doped variants, 0 for none. Default: ${DEFAULT-VALUE}."
      })
  private double rowDropout;

  @Option(
      names = "--row-dropout-until",
      defaultValue = "Infinity",
      description = {
        "Epoch at which row dropout has faded to 0, linearly from the end of annealing. Default:"
            + " it does not fade."
      })
  private double rowDropoutUntil;

  @Option(
      names = "--row-dropout-on",
      defaultValue = "both",
      converter = TargetName.class,
      description = {
        "Matrices that row dropout applies to: both, input or recurrent. Default: ${DEFAULT-VALUE}."
      })
  private RowDropoutTarget rowDropoutOn;

  @Option(
      names = "--row-dropout-per-sequence",
      description = {
        "Drop the same rows in all time steps of a sequence of a segment. Default: other ones in each"
            + " time step."
      })
  private boolean rowDropoutPerSequence;

  @Option(
      names = "--anneal",
      split = ",",
      paramLabel = "<epoch>",
      description = {
        "Epochs at which pruning starts and ends, separated by a comma; fractions are allowed."
            + " Default: 1,10; with --compressed 0,1."
      })
  private List<Double> anneal;

  @Option(names = "--anneal-from", description = "The first epoch of --anneal alone.")
  private Double annealFrom;

  @Option(names = "--anneal-to", description = "The second epoch of --anneal alone.")
  private Double annealTo;

  @Option(
      names = "--every",
      defaultValue = "100",
      description = "Iterations between two prunings. Default: ${DEFAULT-VALUE}.")
  private int every;

  @Option(
      names = "--granularity",
      defaultValue = "unstructured",
      converter = GranularityName.class,
      description = {
        "What pruning keeps or drops as a whole: unstructured; balanced16, balanced32, balanced64"
            + " (equally many entries per output in each bank of so many inputs); block8, block16"
            + " (so many outputs that share an input). Default: ${DEFAULT-VALUE}."
      })
  private SupportGranularity granularity;

  @Option(
      names = "--regrow",
      defaultValue = "0",
      description = {
        "Share of the support that is swapped at first for entries with a steep gradient (RigL), 0 for"
            + " none; it falls to 0 along a cosine. Default: ${DEFAULT-VALUE}."
      })
  private double regrow;

  @Option(
      names = "--regrow-every",
      defaultValue = "100",
      description = "Iterations between two swaps. Default: ${DEFAULT-VALUE}.")
  private int regrowEvery;

  @Option(
      names = "--regrow-until",
      defaultValue = "0",
      description = {
        "Epoch at which the support becomes final; 0 for the end of annealing. Default:"
            + " ${DEFAULT-VALUE}."
      })
  private double regrowUntil;

  @Option(
      names = "--distill",
      defaultValue = "0",
      description = {
        "Learn this share from the word distributions of --teacher, and the rest from the words: the"
            + " gradient is that of (1 - share) CE + share KL. Default: ${DEFAULT-VALUE}."
      })
  private double distill;

  @Option(
      names = "--teacher",
      defaultValue = "",
      description = "The checkpoint.zip of a trained model of the same text, for --distill.")
  private String teacher;

  @Option(
      names = "--compressed",
      defaultValue = TrainedStart.NONE,
      paramLabel = "<run>",
      description = {
        "Start from a trained network: compress the finished run of variant dense in the folder"
            + " <run>-seed<seed> beside --out, as --variant and --factor say, and train that further."
            + " doped-lmf and doped-hmd then give the structure half of the budget; dense trains on"
            + " without compression. Default: ${DEFAULT-VALUE}."
      })
  private String compressed;

  @Option(
      names = "--budget",
      defaultValue = "byerror",
      converter = BudgetName.class,
      description = {
        "How --compressed spreads parameters over matrices: byError or uniform. Default:"
            + " ${DEFAULT-VALUE}."
      })
  private ParameterBudget budget;

  @Option(
      names = "--calibrated",
      defaultValue = "true",
      arity = "1",
      description = {
        "Whether --compressed weights errors with a part of the training text. Default:"
            + " ${DEFAULT-VALUE}."
      })
  private boolean calibrated;

  @Option(
      names = "--initial-density",
      defaultValue = "0",
      description = {
        "Density of S after --compressed, from which --anneal takes it to the final one; 0 for the"
            + " final one at once and a support that is kept. Default: ${DEFAULT-VALUE}."
      })
  private double initialDensity;

  @Option(
      names = "--dropout",
      description = {
        "Dropout of the non-recurrent connections: the probability to drop. Default: the preset's."
      })
  private Double dropout;

  @Option(names = "--epochs", description = "Passes over the text. Default: the preset's.")
  private Integer epochs;

  @Option(
      names = "--lr",
      defaultValue = "1",
      description = "Initial learning rate. Default: ${DEFAULT-VALUE}.")
  private double lr;

  @Option(
      names = "--decay-from",
      description = "Epochs with the initial learning rate. Default: the preset's.")
  private Integer decayFrom;

  @Option(
      names = "--decay",
      description = {
        "Divisor of the learning rate in each epoch after those. Default: the preset's."
      })
  private Double decay;

  @Option(
      names = "--clip",
      defaultValue = "5",
      description = "Bound on the norm of the whole gradient. Default: ${DEFAULT-VALUE}.")
  private double clip;

  @Option(
      names = "--sampled-words",
      defaultValue = "0",
      description = {
        "Let training steps look at a sample of so many words of the vocabulary, an even number; 0"
            + " for all. Validation and test always look at all. Default: ${DEFAULT-VALUE}."
      })
  private int sampledWords;

  @Option(
      names = "--limit",
      defaultValue = "0",
      description = {
        "Use only this many tokens of each part of the text, for a trial run; 0 for all. Default:"
            + " ${DEFAULT-VALUE}."
      })
  private int limit;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of everything random. Default: ${DEFAULT-VALUE}.")
  private long seed;

  /**
   * The settings that were asked for.
   *
   * @return checked settings
   * @throws IllegalArgumentException if a value is out of range or does not go with another
   */
  Settings settings() {
    List<Double> window = window();
    return new Settings(
        preset,
        variant,
        factor,
        terms,
        rowDropout,
        rowDropoutUntil,
        Objects.requireNonNullElse(annealFrom, window.get(0)),
        Objects.requireNonNullElse(annealTo, window.get(1)),
        every,
        Objects.requireNonNullElse(dropout, preset.dropout()),
        Objects.requireNonNullElse(epochs, preset.epochs()),
        lr,
        Objects.requireNonNullElse(decayFrom, preset.decayFrom()),
        Objects.requireNonNullElse(decay, preset.decay()),
        clip,
        limit,
        seed,
        granularity,
        rowDropoutOn,
        rowDropoutPerSequence,
        initialShare,
        dopingLr,
        regrow,
        regrowEvery,
        regrowUntil,
        kronecker,
        distill,
        teacher,
        compressed,
        budget,
        calibrated,
        initialDensity,
        sampledWords);
  }

  private List<Double> window() {
    if (anneal == null) {
      return compressed.equals(TrainedStart.NONE) ? List.of(1.0, 10.0) : List.of(0.0, 1.0);
    }
    if (anneal.size() != 2) {
      throw new IllegalArgumentException(
          "--anneal needs two epochs, such as 1,10; got " + anneal.size() + ".");
    }
    return anneal;
  }

  static final class PresetName implements ITypeConverter<Preset> {
    @Override
    public Preset convert(String value) {
      return constant(Preset.class, value);
    }
  }

  static final class VariantName implements ITypeConverter<Variant> {
    @Override
    public Variant convert(String value) {
      return constant(Variant.class, value);
    }
  }

  static final class GranularityName implements ITypeConverter<SupportGranularity> {
    @Override
    public SupportGranularity convert(String value) {
      return constant(SupportGranularity.class, value);
    }
  }

  static final class BudgetName implements ITypeConverter<ParameterBudget> {
    @Override
    public ParameterBudget convert(String value) {
      return constant(ParameterBudget.class, value);
    }
  }

  static final class TargetName implements ITypeConverter<RowDropoutTarget> {
    @Override
    public RowDropoutTarget convert(String value) {
      return constant(RowDropoutTarget.class, value);
    }
  }

  static final class FactorShapesName implements ITypeConverter<FactorShapes> {
    @Override
    public FactorShapes convert(String value) {
      try {
        return new FactorShapes(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String value) {
    for (E constant : type.getEnumConstants()) {
      if (constant.toString().equals(value.toLowerCase(Locale.ROOT))) {
        return constant;
      }
    }
    throw new TypeConversionException(
        "expected one of " + List.of(type.getEnumConstants()) + " but was '" + value + "'");
  }
}
