package dev.oneport.web.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.config.OneportConfig;
import dev.oneport.config.SocketIoConfig;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonPointer;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The document says of each operation what the resources say. */
class OpenApiTest {
  private final JsonObject document = document();

  /** What can be seen of an operation in both. */
  private record Operation(Set<String> parameters, Set<String> bodyTypes) {}

  private static JsonObject document() {
    InputStream in =
        Objects.requireNonNull(OpenApiResource.class.getResourceAsStream("openapi.json"));
    try (JsonReader reader = Json.createReader(in)) {
      return reader.readObject();
    }
  }

  @Test
  void hasEveryOperationWithItsParametersAndBodyTypesAndNoOther() {
    assertThat(documented()).isEqualTo(implemented());
  }

  private Map<String, Operation> documented() {
    Map<String, Operation> operations = new TreeMap<>();
    document
        .getJsonObject("paths")
        .forEach(
            (path, item) ->
                item.asJsonObject()
                    .forEach(
                        (method, operation) ->
                            operations.put(
                                method.toUpperCase(Locale.ROOT) + " " + path,
                                documented(operation.asJsonObject()))));
    return operations;
  }

  private static Operation documented(JsonObject operation) {
    Set<String> parameters = new TreeSet<>();
    if (operation.containsKey("parameters")) {
      for (JsonValue each : operation.getJsonArray("parameters")) {
        JsonObject parameter = each.asJsonObject();
        parameters.add(parameter.getString("in") + " " + parameter.getString("name"));
      }
    }
    Set<String> types =
        operation.containsKey("requestBody")
            ? operation.getJsonObject("requestBody").getJsonObject("content").keySet()
            : Set.of();
    return new Operation(parameters, new TreeSet<>(types));
  }

  private static Map<String, Operation> implemented() {
    Map<String, Operation> operations = new TreeMap<>();
    for (Class<?> resource : new PublishApplication().getClasses()) {
      Path path = resource.getAnnotation(Path.class);
      for (Method method : resource.getDeclaredMethods()) {
        String verb = path == null ? null : verb(method);
        if (path != null && verb != null && !isOfConsole(path)) {
          Path more = method.getAnnotation(Path.class);
          String full = "/" + path.value() + (more == null ? "" : "/" + more.value());
          operations.put(verb + " " + full, implemented(method));
        }
      }
    }
    return operations;
  }

  /** What the page of the console asks for is between the two of them. */
  private static boolean isOfConsole(Path path) {
    return path.value().startsWith("console");
  }

  private static @Nullable String verb(Method method) {
    for (Annotation annotation : method.getAnnotations()) {
      HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
      if (verb != null) {
        return verb.value();
      }
    }
    return null;
  }

  private static Operation implemented(Method method) {
    Set<String> parameters = new TreeSet<>();
    for (Parameter parameter : method.getParameters()) {
      PathParam inPath = parameter.getAnnotation(PathParam.class);
      QueryParam inQuery = parameter.getAnnotation(QueryParam.class);
      HeaderParam inHeader = parameter.getAnnotation(HeaderParam.class);
      if (inPath != null) {
        parameters.add("path " + inPath.value());
      } else if (inQuery != null) {
        parameters.add("query " + inQuery.value());
      } else if (inHeader != null) {
        parameters.add("header " + inHeader.value());
      }
    }
    Consumes consumes = method.getAnnotation(Consumes.class);
    List<String> types = consumes == null ? List.of() : Arrays.asList(consumes.value());
    return new Operation(parameters, new TreeSet<>(types));
  }

  @Test
  void requestsHaveTheMembersThatAreDocumentedAndNoOther() {
    Map<String, String> samples =
        Map.of(
            "namespace", "\"/x\"",
            "rooms", "[\"a\"]",
            "except", "[\"b\"]",
            "event", "\"e\"",
            "data", "[1]",
            "id", "\"1\"");
    assertThat(members("Event")).isEqualTo(samples.keySet());
    PublishRequest.parse(object(samples), new BinaryObjects(Map.of()), SocketIoConfig.defaults());
    assertThat(members("Batch")).containsExactly("events");
    BatchRequest.parse("{\"events\":[]}", OneportConfig.defaults());
    assertThat(members("Members")).containsExactlyInAnyOrder("join", "leave");
    MembersRequest.parse("{\"join\":[\"a\"],\"leave\":[\"b\"]}");
  }

  private Set<String> members(String schema) {
    JsonObject described =
        document.getJsonObject("components").getJsonObject("schemas").getJsonObject(schema);
    assertThat(described.getBoolean("additionalProperties")).isFalse();
    return described.getJsonObject("properties").keySet();
  }

  private static String object(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    List<String> references = new ArrayList<>();
    collect(document, references);

    assertThat(references).isNotEmpty();
    for (String reference : references) {
      JsonPointer pointer = Json.createPointer(reference.substring(1));
      assertThat(pointer.containsValue(document)).as(reference).isTrue();
    }
  }

  private static void collect(JsonValue value, List<String> references) {
    switch (value.getValueType()) {
      case OBJECT ->
          value
              .asJsonObject()
              .forEach(
                  (name, member) -> {
                    if (name.equals("$ref")) {
                      references.add(((JsonString) member).getString());
                    } else {
                      collect(member, references);
                    }
                  });
      case ARRAY -> value.asJsonArray().forEach(element -> collect(element, references));
      default -> {}
    }
  }

  /** Each problem that an operation may answer is told with the media type of problems. */
  @Test
  void everyOperationTellsItsProblems() {
    document
        .getJsonObject("paths")
        .forEach(
            (path, item) ->
                item.asJsonObject()
                    .forEach(
                        (method, operation) -> {
                          JsonObject responses =
                              operation.asJsonObject().getJsonObject("responses");
                          assertThat(responses.keySet()).as(path).contains("503");
                          assertThat(responses.containsKey("429"))
                              .as(path)
                              .isEqualTo(responses.containsKey("401"));
                          responses.forEach(
                              (status, response) -> {
                                if (status.startsWith("4") || status.startsWith("5")) {
                                  assertThat(response.asJsonObject().getJsonObject("content"))
                                      .as(path + " " + status)
                                      .containsOnlyKeys("application/problem+json");
                                }
                              });
                        }));
  }
}
