package io.github.dl4jdoping.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TableTest {

  private final Table table =
      new Table("variant", "weights").row("a <b>", "1,234,567").row("long name", "5");

  @Test
  void textIsAlignedNumbersToTheRight() {
    assertThat(table.toText().lines())
        .containsExactly(
            "variant      weights",
            "---------  ---------",
            "a <b>      1,234,567",
            "long name          5");
  }

  @Test
  void htmlNamesItsRowsAndColumnsAndEscapesText() {
    assertThat(table.toHtml())
        .contains("<th scope=\"col\">weights</th>")
        .contains("<tr><th scope=\"row\">a &lt;b&gt;</th><td>1,234,567</td></tr>");
  }

  @Test
  void aRowOfAnotherLengthIsRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> table.row("only one"))
        .withMessage("A row of this table has 2 cells; got 1.");
  }

  @Test
  void inMarkdownNumbersAreOnTheRight() {
    assertThat(new Table("name", "n").row("a|b", "1").toMarkdown())
        .isEqualTo("| name | n |\n| --- | ---: |\n| a\\|b | 1 |");
  }
}
