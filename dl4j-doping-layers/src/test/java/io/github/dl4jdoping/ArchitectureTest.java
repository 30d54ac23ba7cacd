package io.github.dl4jdoping;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.dl4jdoping.structure.Structure;
import io.github.dl4jdoping.structure.StructuredMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Holds the rooms of docs/architecture.md apart. */
class ArchitectureTest {

  private static final String ROOT = "io.github.dl4jdoping";

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  /** The rooms, and what each may use from outside besides the JDK, as an ArchUnit pattern. */
  private enum Room {
    SUPPORT("java.."),
    KERNEL("jdk.incubator.vector.."),
    RUNTIME("java.."),
    STRUCTURE("org.nd4j.."),
    SPARSITY("org.nd4j.."),
    DECOMPOSITION("org.nd4j.."),
    CONF("org.[nd4j|deeplearning4j|slf4j].."),
    LAYER("org.[nd4j|deeplearning4j|slf4j].."),
    TRAINING("org.[nd4j|deeplearning4j|slf4j].."),
    DEPLOY("org.[nd4j|deeplearning4j|slf4j].."),
    PYTORCH("org.[nd4j|deeplearning4j]..");

    private final String outside;

    Room(String outside) {
      this.outside = outside;
    }

    boolean isPlanned() {
      return false;
    }

    String classes() {
      return ROOT + "." + name().toLowerCase(Locale.ROOT) + "..";
    }
  }

  @Test
  void everyClassLivesInARoom() {
    String[] rooms = Arrays.stream(Room.values()).map(Room::classes).toArray(String[]::new);
    classes().should().resideInAnyPackage(rooms).check(MAIN);
  }

  @Test
  void arrowsBetweenRoomsGoOneWay() {
    var rooms = layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (Room room : Room.values()) {
      rooms =
          room.isPlanned()
              ? rooms.optionalLayer(room.name()).definedBy(room.classes())
              : rooms.layer(room.name()).definedBy(room.classes());
    }
    rooms
        .whereLayer("SUPPORT")
        .mayNotAccessAnyLayer()
        .whereLayer("KERNEL")
        .mayOnlyAccessLayers("SUPPORT")
        .whereLayer("RUNTIME")
        .mayOnlyAccessLayers("KERNEL", "SUPPORT")
        .whereLayer("STRUCTURE")
        .mayNotAccessAnyLayer()
        .whereLayer("SPARSITY")
        .mayNotAccessAnyLayer()
        .whereLayer("DECOMPOSITION")
        .mayOnlyAccessLayers("STRUCTURE", "SPARSITY")
        .whereLayer("CONF")
        .mayOnlyAccessLayers("STRUCTURE", "SPARSITY", "SUPPORT")
        .whereLayer("LAYER")
        .mayOnlyAccessLayers("CONF", "STRUCTURE", "SPARSITY", "SUPPORT", "KERNEL")
        .whereLayer("TRAINING")
        .mayOnlyAccessLayers("LAYER", "CONF", "STRUCTURE", "SPARSITY")
        .whereLayer("DEPLOY")
        .mayOnlyAccessLayers(
            "LAYER",
            "CONF",
            "STRUCTURE",
            "SPARSITY",
            "DECOMPOSITION",
            "SUPPORT",
            "RUNTIME",
            "KERNEL")
        .whereLayer("PYTORCH")
        .mayOnlyAccessLayers("CONF")
        .whereLayer("PYTORCH")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("TRAINING")
        .mayNotBeAccessedByAnyLayer()
        .ignoreDependency(LAYER_CONFIGURATION, resideInAPackage(Room.LAYER.classes()))
        .because("a room that knows only what it needs can be read, tested and replaced alone")
        .check(MAIN);
  }

  /** DL4J asks a layer's configuration for its implementation, so those classes must name it. */
  private static final DescribedPredicate<JavaClass> LAYER_CONFIGURATION =
      describe(
          "a DL4J layer configuration in conf",
          type ->
              type.getPackageName().equals(ROOT + ".conf")
                  && type.isAssignableTo(org.deeplearning4j.nn.conf.layers.Layer.class));

  @ParameterizedTest
  @EnumSource
  void roomsUseOnlyTheirOwnLibraries(Room room) {
    classes()
        .that()
        .resideInAPackage(room.classes())
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", ROOT + "..", room.outside)
        .allowEmptyShould(room.isPlanned())
        .check(MAIN);
  }

  @Test
  void onlyVectorKernelsNeedTheVectorApi() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".kernel.vector")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jdk.incubator.vector..", ROOT + ".kernel.vector..")
        .because("everything else runs without incubator modules")
        .check(MAIN);
  }

  @Test
  void nothingIsTiedToOneBackend() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.nd4j.linalg.cpu..", "org.nd4j.linalg.jcublas..", "org.bytedeco..")
        .because("the user chooses the backend")
        .check(MAIN);
  }

  @Test
  void configurationsAndStructuresHoldNoArrays() {
    fields()
        .that()
        .areDeclaredInClassesThat(
            resideInAPackage(Room.CONF.classes())
                .or(assignableTo(Structure.class))
                .or(assignableTo(StructuredMatrix.class)))
        .should()
        .notHaveRawType(INDArray.class)
        .because("they are written to JSON and shared between threads")
        .check(MAIN);
  }

  @Test
  void theLibraryLogsThroughSlf4jOnly() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(MAIN);
    NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(MAIN);
  }

  @Test
  void exceptionsHaveAMeaning() {
    NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(MAIN);
  }

  @Test
  void everyPackageStatesItsRule() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".java")).map(Path::getParent))
          .isNotEmpty()
          .allSatisfy(directory -> assertThat(directory.resolve("package-info.java")).exists());
    }
  }
}
