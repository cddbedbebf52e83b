// Package ingest cuts a document into an outline of sections and sentences, and
// the sections into chunks; it finds out what place and which years a report
// is about.
package ingest
