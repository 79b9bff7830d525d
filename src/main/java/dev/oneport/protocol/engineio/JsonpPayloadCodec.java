package dev.oneport.protocol.engineio;

import dev.oneport.protocol.QueryString;
import dev.oneport.protocol.json.JsonStrings;
import java.util.List;

/**
 * Payloads for browsers that can't do better than {@code <script>} and {@code <form>}: an answer is
 * a script that hands its text to the client, a request is a form. Around another codec, whose
 * payloads must be text.
 */
public final class JsonpPayloadCodec implements PayloadCodec {
  private static final String FIELD = "d";

  private final PayloadCodec inner;

  /** Of the script, up to the text. */
  private final String head;

  /**
   * Around a codec.
   *
   * @param inner makes text only
   * @param index the {@code j} parameter, of which only the digits count: the function that the
   *     client has for this transport
   */
  public JsonpPayloadCodec(PayloadCodec inner, String index) {
    this.inner = inner;
    this.head = "___eio[" + index.replaceAll("[^0-9]", "") + "](";
  }

  @Override
  public boolean readsBinary() {
    return false;
  }

  @Override
  public Payload encode(List<EnginePacket> packets) {
    String text = inner.encode(packets).text();
    StringBuilder script = new StringBuilder(head.length() + text.length() + 32).append(head);
    JsonStrings.appendQuoted(script, text);
    return Payload.script(withoutLineTerminators(script.append(");").toString()));
  }

  /** JSON may hold two characters that end a line in older JavaScript. */
  private static String withoutLineTerminators(String script) {
    return script.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
  }

  /** A form without the field holds no packets; the reference server is content with it too. */
  @Override
  public DecodedPayload decode(Payload payload, int maxPackets) {
    String text = QueryString.parse(payload.text()).get(FIELD);
    return text == null
        ? new DecodedPayload(List.of(), null)
        : inner.decode(Payload.of(unescape(text)), maxPackets);
  }

  /**
   * Some browsers change line breaks in forms, so the client sends them as {@code \n}, and what was
   * {@code \n} before as {@code \\n}.
   */
  private static String unescape(String text) {
    int escape = text.indexOf("\\n");
    if (escape < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    int from = 0;
    for (; escape >= 0; escape = text.indexOf("\\n", from)) {
      boolean literal = escape > from && text.charAt(escape - 1) == '\\';
      plain.append(text, from, literal ? escape - 1 : escape).append(literal ? "\\n" : "\n");
      from = escape + 2;
    }
    return plain.append(text, from, text.length()).toString();
  }
}
