/**
 * Jakarta Transactions, where the server has them.
 *
 * <p>Everything but {@link dev.oneport.web.transaction.JtaTransactions} does without its classes.
 */
@NullMarked
package dev.oneport.web.transaction;

import org.jspecify.annotations.NullMarked;
