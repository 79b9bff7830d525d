package dev.oneport.config;

/** What the Socket.IO Admin UI is told. */
public enum AdminUiMode {
  /** Nothing: it can't connect. */
  OFF,
  /** Numbers: for servers with many clients. */
  PRODUCTION,
  /** Each socket, room and event. */
  DEVELOPMENT
}
