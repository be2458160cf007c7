/**
 * The step types there are: those of the class path, and those of jars that are dropped into a folder, each with a class
 * loader of its own that goes when its jar goes.
 */
package dev.penstock.engine.plugin;
