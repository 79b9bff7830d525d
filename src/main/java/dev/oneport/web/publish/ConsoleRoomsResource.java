package dev.oneport.web.publish;

import dev.oneport.Namespace;
import dev.oneport.config.ApiGrant;
import dev.oneport.console.RoomRates;
import dev.oneport.web.ProblemException;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rooms of a namespace, the biggest or busiest first. For the page of the console alone. */
@Path("console/rooms")
public class ConsoleRoomsResource {
  private static final int PAGE = 50;

  private enum Order {
    MEMBERS,
    RATE,
    NAME
  }

  private record Room(String name, int members, double rate) {}

  /**
   * A page of rooms.
   *
   * @param search a part of the names, whatever their case
   * @param sort {@code members}, {@code rate} or {@code name}
   * @param skip how many come before, in that order
   * @throws ProblemException if that is not allowed, or a parameter is wrong
   */
  @GET
  public Response rooms(
      @Context HttpServletRequest request,
      @QueryParam("namespace") @Nullable String namespaceName,
      @QueryParam("search") @Nullable String search,
      @QueryParam("sort") @Nullable String sort,
      @QueryParam("skip") @Nullable String skip) {
    Access access = Access.of(request);
    access.require(ApiGrant.READ);
    Namespace namespace = access.namespace(Names.namespace(namespaceName));
    Map<RoomRates.Room, Double> rates = ConsoleResource.console(access).rates().rates();
    List<Room> rooms = new ArrayList<>();
    String part = search == null ? "" : search.toLowerCase(Locale.ROOT);
    for (String name : namespace.rooms()) {
      if (name.toLowerCase(Locale.ROOT).contains(part)) {
        add(rooms, access, namespace, name, rates);
      }
    }
    rooms.sort(comparator(order(sort)));
    int from = Math.min(number(skip), rooms.size());
    List<Room> page = rooms.subList(from, Math.min(from + PAGE, rooms.size()));
    return Answers.json(200, json(namespace, rates, rooms.size(), page).toString());
  }

  private static void add(
      List<Room> rooms,
      Access access,
      Namespace namespace,
      String name,
      Map<RoomRates.Room, Double> rates) {
    Set<String> members = namespace.members(name);
    if (!members.isEmpty()
        && !members.contains(name)
        && access.allows(ApiGrant.READ, namespace.name(), name)) {
      double rate = rates.getOrDefault(new RoomRates.Room(namespace.name(), name), 0.0);
      rooms.add(new Room(name, members.size(), rate));
    }
  }

  private static JsonObject json(
      Namespace namespace, Map<RoomRates.Room, Double> rates, int count, List<Room> page) {
    JsonArrayBuilder items = Json.createArrayBuilder();
    for (Room room : page) {
      items.add(
          Json.createObjectBuilder()
              .add("room", room.name())
              .add("members", room.members())
              .add("rate", room.rate()));
    }
    double everybody =
        rates.getOrDefault(new RoomRates.Room(namespace.name(), RoomRates.EVERYBODY), 0.0);
    return Json.createObjectBuilder()
        .add("count", count)
        .add("everybodyRate", everybody)
        .add("rooms", items)
        .build();
  }

  private static Comparator<Room> comparator(Order order) {
    Comparator<Room> byName = Comparator.comparing(Room::name);
    return switch (order) {
      case MEMBERS -> Comparator.comparingInt(Room::members).reversed().thenComparing(byName);
      case RATE -> Comparator.comparingDouble(Room::rate).reversed().thenComparing(byName);
      case NAME -> byName;
    };
  }

  private static Order order(@Nullable String text) {
    if (text == null) {
      return Order.MEMBERS;
    }
    return switch (text) {
      case "members" -> Order.MEMBERS;
      case "rate" -> Order.RATE;
      case "name" -> Order.NAME;
      default ->
          throw new ProblemException(Problems.invalidParameter("sort", "members, rate or name"));
    };
  }

  private static int number(@Nullable String text) {
    int number = 0;
    if (text != null) {
      try {
        number = Integer.parseInt(text);
      } catch (NumberFormatException e) {
        number = -1;
      }
    }
    if (number < 0) {
      throw new ProblemException(Problems.invalidParameter("skip", "a number, not negative"));
    }
    return number;
  }
}
