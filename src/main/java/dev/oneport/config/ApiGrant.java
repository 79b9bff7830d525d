package dev.oneport.config;

/** What somebody may do over the HTTP API. */
public enum ApiGrant {
  /** Emit events. */
  PUBLISH,
  /** See rooms and sessions. */
  READ,
  /** Disconnect sessions, and make them join and leave rooms. */
  MANAGE,
  /** See what events say as they pass. */
  INSPECT
}
