package dev.oneport.web.publish;

import dev.oneport.protocol.json.JsonStrings;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the text of a JSON object apart into those of its members, nothing in them changed: a 1
 * stays a 1, and a number too long for Java stays as long.
 *
 * <p>The text must have passed {@link dev.oneport.protocol.json.JsonScanner}.
 */
final class RawObject {

  /**
   * A member of the object.
   *
   * @param name without quotes and escapes
   * @param value the text of its value, without space around it
   */
  record Member(String name, String value) {}

  private final String text;
  private int position;

  private RawObject(String text, int start) {
    this.text = text;
    this.position = start;
  }

  /**
   * The members in their order.
   *
   * @param start the index of the object's opening brace
   */
  static List<Member> members(String text, int start) {
    return new RawObject(text, start + 1).members();
  }

  private List<Member> members() {
    List<Member> members = new ArrayList<>();
    skipToValue();
    while (text.charAt(position) != '}') {
      int nameStart = position;
      skipString();
      String name = JsonStrings.unquote(text, nameStart, position);
      skipToValue();
      int valueStart = position;
      skipValue();
      members.add(new Member(name, text.substring(valueStart, position)));
      skipToValue();
    }
    return members;
  }

  /** Over space, and over the colon or comma that can stand there. */
  private void skipToValue() {
    while (" \t\r\n:,".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
  }

  private void skipValue() {
    int depth = 0;
    do {
      switch (text.charAt(position)) {
        case '"' -> skipString();
        case '{', '[' -> {
          depth++;
          position++;
        }
        case '}', ']' -> {
          depth--;
          position++;
        }
        default -> skipPlain(depth > 0);
      }
    } while (depth > 0);
  }

  /** Over a number or a literal; inside of a container over punctuation as well. */
  private void skipPlain(boolean inside) {
    do {
      position++;
    } while ((inside ? "\"{}[]" : " \t\r\n,}").indexOf(text.charAt(position)) < 0);
  }

  private void skipString() {
    position++;
    while (text.charAt(position) != '"') {
      position += text.charAt(position) == '\\' ? 2 : 1;
    }
    position++;
  }
}
