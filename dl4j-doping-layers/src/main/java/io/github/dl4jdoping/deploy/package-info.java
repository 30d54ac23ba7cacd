/**
 * From a trained network to one that is small: {@link io.github.dl4jdoping.deploy.Compactor} inside
 * DL4J, and the export to the runtime that needs no DL4J.
 *
 * <p>Rule of this room: it uses DL4J and every other room but {@code training}; no room uses it.
 */
package io.github.dl4jdoping.deploy;
