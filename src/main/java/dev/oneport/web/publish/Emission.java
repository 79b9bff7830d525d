package dev.oneport.web.publish;

import dev.oneport.adapter.Cursor;
import dev.oneport.adapter.Delivered;
import dev.oneport.adapter.Selection;
import dev.oneport.config.ApiGrant;
import dev.oneport.publish.Repeats;
import dev.oneport.web.Problem;
import dev.oneport.web.ProblemException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Emits what one request asks for. Confined to its thread. */
final class Emission {
  private static final String SCOPE = "event";

  private final Access access;
  private final Body body;
  private final BinaryObjects binary;

  /** An event that was read, or why it could not be. */
  private record Item(String json, @Nullable PublishRequest request, @Nullable Problem problem) {}

  Emission(Access access, Body body) {
    this.access = access;
    this.body = body;
    this.binary = new BinaryObjects(body.parts());
  }

  /**
   * Emits the event that the body is.
   *
   * @return the answer, JSON
   * @throws ProblemException if the body is wrong, or that is not allowed
   */
  String one() {
    PublishRequest request = parse(body.json());
    checkParts();
    return emit(body.json(), request);
  }

  /**
   * Emits the events in the body, in order, those that can be.
   *
   * @return the answer, JSON, with a result for each
   * @throws ProblemException if the body as a whole is wrong
   */
  String batch() {
    List<Item> items = new ArrayList<>();
    boolean allRead = true;
    List<String> texts = BatchRequest.parse(body.json(), access.config());
    access.spend(texts.size() - 1);
    for (String json : texts) {
      Item item = read(json);
      items.add(item);
      allRead &= item.problem() == null;
    }
    if (allRead) {
      checkParts();
    }
    StringBuilder results = new StringBuilder("{\"results\":[");
    String separator = "";
    for (Item item : items) {
      results.append(separator).append(result(item));
      separator = ",";
    }
    return results.append("]}").toString();
  }

  private Item read(String json) {
    try {
      return new Item(json, parse(json), null);
    } catch (ProblemException e) {
      return new Item(json, null, e.problem());
    }
  }

  private String result(Item item) {
    PublishRequest request = item.request();
    Problem problem = item.problem();
    if (request == null) {
      return problem == null ? "null" : problem.toJson();
    }
    try {
      return emit(item.json(), request);
    } catch (ProblemException e) {
      return e.problem().toJson();
    }
  }

  private PublishRequest parse(String json) {
    return PublishRequest.parse(json, binary, access.config().socketIo());
  }

  private void checkParts() {
    if (!binary.unused().isEmpty()) {
      throw Multipart.invalid(
          "must use each part but the one named json: {\"part\":\"name\"} in data stands for it");
    }
  }

  private String emit(String json, PublishRequest request) {
    authorize(request);
    if (request.id() == null) {
      return emit(request);
    }
    Repeats.Key key = new Repeats.Key(access.publisher().name(), SCOPE, request.id());
    return Once.answer(access, key, body.fingerprint(json), () -> emit(request));
  }

  private void authorize(PublishRequest request) {
    access.require(ApiGrant.PUBLISH);
    String namespace = request.namespace();
    if (request.rooms().isEmpty() && !access.publisher().rights().mayPublishToAll(namespace)) {
      throw new ProblemException(Problems.notToEverybody(access.publisher(), namespace));
    }
    request.rooms().forEach(room -> access.require(ApiGrant.PUBLISH, namespace, room));
  }

  private String emit(PublishRequest request) {
    Selection selection = Selection.EVERYBODY.and(request.rooms()).without(request.except());
    Delivered delivered =
        access
            .deployment()
            .emit(request.namespace(), selection, request.event(), request.arguments().toArray());
    if (delivered == null) {
      throw new ProblemException(Problems.unknownNamespace());
    }
    Cursor cursor = delivered.cursor();
    // A cursor is ASCII without anything that JSON would escape.
    return "{\"status\":202,"
        + (cursor == null ? "" : "\"cursor\":\"" + cursor + "\",")
        + "\"recipients\":"
        + delivered.recipients()
        + "}";
  }
}
