package dev.oneport.web.publish;

import dev.oneport.ClientSession;
import dev.oneport.config.ApiGrant;
import dev.oneport.config.EffectiveConfig;
import dev.oneport.config.Setting;
import dev.oneport.config.Settings;
import dev.oneport.console.Console;
import dev.oneport.console.History;
import dev.oneport.console.Sample;
import dev.oneport.metrics.ReasonCounter;
import dev.oneport.web.ProblemException;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the page of the console asks for each second, and on request: of fixed size, however many
 * clients there are. For that page alone; programs have {@code /metrics}, rooms and sessions.
 */
@Path("console")
public class ConsoleResource {
  private static final int SLOWEST = 20;

  /**
   * What has changed.
   *
   * @param seconds what the page has of the last ten minutes: the time of its newest sample
   * @param minutes the same of the last day; null if that is not shown
   * @throws ProblemException if that is not allowed
   */
  @GET
  public Response overview(
      @Context HttpServletRequest request,
      @QueryParam("seconds") @Nullable String seconds,
      @QueryParam("minutes") @Nullable String minutes) {
    Access access = Access.of(request);
    access.requireEverywhere(ApiGrant.READ);
    History history = console(access).history();
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("version", access.deployment().version())
            .add("who", access.publisher().name())
            .add("grants", grants(access))
            .add("sessions", access.sessions().count())
            .add("columns", Json.createArrayBuilder(History.columns()))
            .add("seconds", rows(history.seconds(time("seconds", seconds))))
            .add("ended", counts(access.deployment().metrics().ended()))
            .add("refused", counts(access.deployment().metrics().refusals()))
            .add("fellBack", counts(access.deployment().metrics().fallbacks()));
    if (minutes != null) {
      json.add("minutes", rows(history.minutes(time("minutes", minutes))));
    }
    return Answers.json(200, json.build().toString());
  }

  /**
   * The console of this application.
   *
   * @throws ProblemException if there is none
   */
  static Console console(Access access) {
    Console console = access.deployment().console();
    if (console == null) {
      throw new ProblemException(Problems.noConsole());
    }
    return console;
  }

  private static JsonArrayBuilder grants(Access access) {
    JsonArrayBuilder grants = Json.createArrayBuilder();
    for (ApiGrant grant : ApiGrant.values()) {
      if (access.publisher().rights().has(grant)) {
        grants.add(grant.name().toLowerCase(Locale.ROOT));
      }
    }
    return grants;
  }

  private static long time(String name, @Nullable String text) {
    try {
      return text == null ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new ProblemException(
          Problems.invalidParameter(name, "a time in milliseconds since 1970"));
    }
  }

  private static JsonArrayBuilder rows(List<Sample> samples) {
    JsonArrayBuilder rows = Json.createArrayBuilder();
    for (Sample sample : samples) {
      JsonArrayBuilder row = Json.createArrayBuilder().add(sample.time());
      for (double value : sample.values()) {
        if (value == Math.rint(value)) {
          row.add((long) value);
        } else {
          row.add(value);
        }
      }
      rows.add(row);
    }
    return rows;
  }

  private static JsonObjectBuilder counts(ReasonCounter counter) {
    JsonObjectBuilder counts = Json.createObjectBuilder();
    counter.counts().forEach(counts::add);
    return counts;
  }

  /**
   * The clients for which most waits.
   *
   * @throws ProblemException if that is not allowed
   */
  @GET
  @Path("slowest")
  public Response slowest(@Context HttpServletRequest request) {
    Access access = Access.of(request);
    access.requireEverywhere(ApiGrant.READ);
    console(access);
    JsonArrayBuilder slowest = Json.createArrayBuilder();
    access.sessions().sessions().stream()
        .map(session -> new Waiting(session, session.queuedBytes(), session.droppedEvents()))
        .filter(each -> each.bytes() > 0 || each.dropped() > 0)
        .sorted(Comparator.comparingLong(Waiting::bytes).thenComparing(Waiting::dropped).reversed())
        .limit(SLOWEST)
        .forEach(each -> slowest.add(SessionsResource.describe(access, each.session())));
    return Answers.json(
        200, Json.createObjectBuilder().add("sessions", slowest).build().toString());
  }

  /** Asked once: it changes while others are compared with it. */
  private record Waiting(ClientSession session, long bytes, long dropped) {}

  /**
   * The namespaces, and each setting: what it is, and where that comes from.
   *
   * @throws ProblemException if that is not allowed
   */
  @GET
  @Path("configuration")
  public Response configuration(@Context HttpServletRequest request) {
    Access access = Access.of(request);
    access.requireEverywhere(ApiGrant.READ);
    console(access);
    Map<String, EffectiveConfig.Value> changed =
        access.deployment().effectiveConfig().changed().stream()
            .collect(Collectors.toMap(EffectiveConfig.Value::name, Function.identity()));
    JsonArrayBuilder settings = Json.createArrayBuilder();
    for (Setting<?> setting : Settings.all()) {
      EffectiveConfig.Value value = changed.get(setting.name());
      settings.add(
          Json.createObjectBuilder()
              .add("name", setting.name())
              .add("value", value == null ? setting.defaultText() : value.shown())
              .add("source", value == null ? "" : value.source())
              .add("allowed", setting.allowed())
              .add("meaning", setting.description()));
    }
    return Answers.json(
        200, Json.createObjectBuilder().add("settings", settings).build().toString());
  }

  /**
   * The names of the namespaces.
   *
   * @throws ProblemException if that is not allowed
   */
  @GET
  @Path("namespaces")
  public Response namespaces(@Context HttpServletRequest request) {
    Access access = Access.of(request);
    access.require(ApiGrant.READ);
    JsonArrayBuilder names =
        Json.createArrayBuilder(new TreeSet<>(access.deployment().namespaces()));
    return Answers.json(
        200, Json.createObjectBuilder().add("namespaces", names).build().toString());
  }
}
