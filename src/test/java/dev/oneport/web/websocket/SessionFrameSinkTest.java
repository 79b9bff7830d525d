package dev.oneport.web.websocket;

/** The sink of the standard API. */
class SessionFrameSinkTest extends TyrusSinkContract {}
