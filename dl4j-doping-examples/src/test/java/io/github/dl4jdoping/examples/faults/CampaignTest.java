package io.github.dl4jdoping.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.examples.faults.Saving.Way;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A few kills; the program Faults does many. */
class CampaignTest {

  @TempDir Path folder;

  /** In the first write, when nothing else is there, and in a later one. */
  @ParameterizedTest
  @EnumSource
  void aKillInAWriteChangesNothing(Way way) throws IOException, InterruptedException {
    Iterator<Moment> moments =
        List.of(new Moment(1, Duration.ZERO), new Moment(3, Duration.ofMillis(2))).iterator();
    Campaign campaign =
        new Campaign(
            new Victims(way, new Workload(16), 2), folder, (life, writes) -> moments.next());

    assertThat(campaign.undisturbed())
        .contains("16 iterations", (way == Way.LISTENER ? 7 : 8) + " checkpoints");
    Tally tally = campaign.run(2, () -> {});

    assertThat(tally.kills()).isEqualTo(2);
    assertThat(tally.whileWriting()).as("%s", tally).isPositive();
    assertThat(tally.trainings()).isEqualTo(1);
    assertThat(tally.mostFilesLeft()).isLessThanOrEqualTo(2);
    assertThat(tally.toString()).contains("final network as undisturbed      1, bit for bit");
  }
}
