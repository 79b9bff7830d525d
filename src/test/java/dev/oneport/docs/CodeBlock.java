package dev.oneport.docs;

/**
 * What stands between two fences of a document.
 *
 * @param line the number of the first fence
 * @param language what stands behind that fence, empty if nothing does
 * @param text the lines between, each with its end
 */
record CodeBlock(Document document, int line, String language, String text) {

  @Override
  public String toString() {
    return document + ":" + line + " " + language;
  }
}
