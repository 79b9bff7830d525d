package dev.oneport.publish;

import dev.oneport.config.ApiGrant;
import dev.oneport.config.PublishConfig;
import dev.oneport.config.RoomPatterns;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What somebody may do over the HTTP API, and in which rooms. Immutable. */
public final class PublishRights {
  /** What is emitted to everybody in a namespace, among the names of rooms. */
  private static final String EVERYBODY = "*";

  private final List<Permission> permissions;

  /**
   * @param rooms null for all of all namespaces
   */
  private record Permission(Set<ApiGrant> grants, @Nullable RoomPatterns rooms) {}

  private PublishRights(List<Permission> permissions) {
    this.permissions = List.copyOf(permissions);
  }

  /** May do these things everywhere. */
  public static PublishRights everywhere(Set<ApiGrant> grants) {
    return new PublishRights(List.of(new Permission(Set.copyOf(grants), null)));
  }

  /** May do these things in some rooms. */
  public static PublishRights in(RoomPatterns rooms, Set<ApiGrant> grants) {
    return new PublishRights(List.of(new Permission(Set.copyOf(grants), rooms)));
  }

  /** What the settings say of a key or role. */
  static PublishRights of(String name, PublishConfig config) {
    Set<ApiGrant> grants = config.grants().getOrDefault(name, EnumSet.of(ApiGrant.PUBLISH));
    RoomPatterns rooms = config.rooms().get(name);
    return rooms == null ? everywhere(grants) : in(rooms, grants);
  }

  /** May do what either may. */
  public PublishRights or(PublishRights other) {
    List<Permission> all = new ArrayList<>(permissions);
    all.addAll(other.permissions);
    return new PublishRights(all);
  }

  /** Whether it may do something, in whichever rooms. */
  public boolean has(ApiGrant grant) {
    return permissions.stream().anyMatch(each -> each.grants().contains(grant));
  }

  /** Whether it may do something in all rooms of all namespaces. */
  public boolean hasEverywhere(ApiGrant grant) {
    return permissions.stream()
        .anyMatch(each -> each.grants().contains(grant) && each.rooms() == null);
  }

  /** Whether it may do something in a room. */
  public boolean has(ApiGrant grant, String namespace, String room) {
    return permissions.stream()
        .anyMatch(
            each ->
                each.grants().contains(grant)
                    && (each.rooms() == null || each.rooms().matches(namespace, room)));
  }

  /** Whether it may emit to everybody in a namespace. */
  public boolean mayPublishToAll(String namespace) {
    return has(ApiGrant.PUBLISH, namespace, EVERYBODY);
  }
}
