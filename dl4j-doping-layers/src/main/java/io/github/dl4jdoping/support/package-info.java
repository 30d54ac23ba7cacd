/**
 * The support of a sparse matrix: where its non-zeros are, and how that is written down in few
 * bytes. A value shared by configurations, kernels and files, so this room uses the JDK alone and
 * no other room.
 */
package io.github.dl4jdoping.support;
