package org.example.myapp;

/** That it came. */
public record Receipt(int id) {}
