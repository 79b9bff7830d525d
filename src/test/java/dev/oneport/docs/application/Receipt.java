package dev.oneport.docs.application;

/** Says that a line came. */
public record Receipt(int id) {}
