package dev.oneport.packaging;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Reads the little that the tests need of a Maven project file. */
final class Pom {

  private Pom() {}

  /** The root element. */
  static Element parse(byte[] pom) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(pom)).getDocumentElement();
  }

  /** The project's own dependencies; not the managed ones, nor those of plugins and profiles. */
  static List<Element> dependencies(Element project) {
    List<Element> found = new ArrayList<>();
    for (Element list : children(project, "dependencies")) {
      found.addAll(children(list, "dependency"));
    }
    return found;
  }

  /** The text of a child element; empty if there is none. */
  static String text(Element parent, String child) {
    List<Element> found = children(parent, child);
    return found.isEmpty() ? "" : found.get(0).getTextContent().strip();
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }
}
