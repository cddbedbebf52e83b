// Package match compares what texts say: whether one states a phrase or a figure,
// whatever its width, spacing, thousands commas and [n] marks; how alike two are; and
// what the calculations in one give.
package match
