package dev.oneport.docs.application;

/** An entry of a feed. */
public record Post(int id, String text) {}
