package io.github.dl4jdoping.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.examples.quickstart.History.Point;
import io.github.dl4jdoping.training.DopingReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private final History history = new History();

  @Test
  void lossesAreAveragedOverFullStretches() {
    for (double loss : new double[] {4, 2, 1, 3, 9}) {
      history.addLoss(loss);
    }
    assertThat(history.loss(2)).containsExactly(new Point(2, 3), new Point(4, 2));
  }

  @Test
  void reportsWithoutTheNumberAreLeftOut() {
    history.addReport(new DopingReport(5, 0, List.of()));
    history.addReport(new DopingReport(10, 0, List.of()));
    assertThat(history.doping(report -> report.iteration() == 5 ? Double.NaN : 0.5))
        .containsExactly(new Point(10, 0.5));
  }
}
