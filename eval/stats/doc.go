// Package stats tells how sure a measured number is, and whether two differ.
package stats
