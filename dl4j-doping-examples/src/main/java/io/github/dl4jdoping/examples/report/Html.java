package io.github.dl4jdoping.examples.report;

/** Text in HTML. */
public final class Html {

  private Html() {}

  /**
   * Escapes text for use between tags and in quoted attributes.
   *
   * @param text plain text
   * @return HTML that shows it
   */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
