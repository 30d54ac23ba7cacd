package io.github.dl4jdoping.deploy;

import io.github.dl4jdoping.conf.AbstractDopedLSTM;
import io.github.dl4jdoping.conf.CompactDopedLSTM;
import io.github.dl4jdoping.layer.SupportArrays;
import io.github.dl4jdoping.support.Support;
import java.util.Map;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/** From a compact layer to the doped layer that it was made from. */
final class Expansion implements LayerConversion {

  @Override
  public AbstractDopedLSTM convert(AbstractDopedLSTM layer, Function<String, INDArray> parameters) {
    return layer instanceof CompactDopedLSTM compact ? compact.expanded() : layer;
  }

  @Override
  public Map<String, Support> supports(AbstractDopedLSTM before, AbstractDopedLSTM after) {
    return before instanceof CompactDopedLSTM compact ? Compaction.of(compact) : Map.of();
  }

  @Override
  public void move(Support support, INDArray from, INDArray to) {
    SupportArrays.scatter(support, from, to);
  }
}
