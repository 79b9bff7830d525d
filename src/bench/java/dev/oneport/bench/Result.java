package dev.oneport.bench;

/**
 * One figure of one round.
 *
 * @param scenario what was done
 * @param figure what was measured, with its unit
 * @param target the server
 * @param value in that unit
 */
record Result(String scenario, String figure, String target, double value) {}
