/**
 * Files that earlier versions wrote, and what they have to give for ever.
 *
 * <p>Rule of this room: a file that was published is never written again; a new version adds a
 * folder of its own.
 */
package io.github.dl4jdoping.golden;
