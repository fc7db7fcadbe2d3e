package dev.cotangent.pictures;

import dev.cotangent.core.file.AtomicFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A self-contained HTML page with tables, text and pictures that follows the reader's light or dark
 * preference. Not thread-safe.
 */
public final class HtmlReport {

  private static final String TITLE = "@title@";

  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width,initial-scale=1">
      <title>@title@</title>
      <style>
      :root{color-scheme:light dark;--back:#fff;--fore:#1c2430;--rule:#d5dbe3}
      @media(prefers-color-scheme:dark){:root{--back:#12161c;--fore:#e8edf3;--rule:#364250}}
      body{margin:2rem auto;max-width:70rem;padding:0 1rem;background:var(--back);\
      color:var(--fore);font:16px/1.5 system-ui,-apple-system,'Segoe UI',Helvetica,Arial,sans-serif}
      h1{font-size:1.6rem}h2{font-size:1.15rem;margin-top:2rem}
      table{border-collapse:collapse}td{padding:.25rem 1.5rem .25rem 0;\
      border-bottom:1px solid var(--rule);vertical-align:top;overflow-wrap:anywhere}
      td:first-child{white-space:nowrap}
      pre{overflow-x:auto;font-size:.85rem;line-height:1.4}
      .pictures{display:flex;flex-wrap:wrap;gap:1rem}.pictures svg{max-width:100%;height:auto}
      </style></head><body>
      <h1>@title@</h1>
      """;

  private final StringBuilder text = new StringBuilder();

  private HtmlReport(String title) {
    text.append(HEAD.replace(TITLE, Svg.escape(title)));
  }

  /** Creates a page with a title. */
  public static HtmlReport of(String title) {
    return new HtmlReport(title);
  }

  /** Adds a two-column table of names and values, in the order of the map. */
  public HtmlReport table(String title, Map<String, String> rows) {
    heading(title);
    text.append("<table>\n");
    rows.forEach(
        (name, value) ->
            text.append("<tr><td>")
                .append(Svg.escape(name))
                .append("</td><td>")
                .append(Svg.escape(value))
                .append("</td></tr>\n"));
    text.append("</table>\n");
    return this;
  }

  /** Adds preformatted text. */
  public HtmlReport text(String title, String words) {
    heading(title);
    text.append("<pre>").append(Svg.escapeLines(words)).append("</pre>\n");
    return this;
  }

  /** Adds SVG documents side by side. */
  public HtmlReport pictures(String title, Iterable<String> svgs) {
    heading(title);
    text.append("<div class=\"pictures\">\n");
    svgs.forEach(text::append);
    text.append("</div>\n");
    return this;
  }

  private void heading(String title) {
    text.append("<h2>").append(Svg.escape(title)).append("</h2>\n");
  }

  /** Returns the page. */
  public String html() {
    return text + "</body></html>\n";
  }

  /**
   * Writes the page atomically.
   *
   * @throws IOException if the file cannot be written
   */
  public void write(Path file) throws IOException {
    AtomicFiles.writeString(file, html());
  }
}
