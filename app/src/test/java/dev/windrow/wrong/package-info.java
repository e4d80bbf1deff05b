/** Code that breaks each rule of the architecture on purpose: the architecture test must reject it. */
package dev.windrow.wrong;
