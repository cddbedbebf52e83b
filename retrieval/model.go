package retrieval

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

const hintRebuild = "run ingest --rebuild to build it anew with the other embedder"

// indexModel returns which embedder made the vectors of the index and how
// long they are; "" and 0 when it holds none.
func indexModel(ctx context.Context, tx *sql.Tx) (model string, dim int, err error) {
	err = tx.QueryRowContext(ctx, `SELECT m.value, d.value FROM meta m, meta d
		WHERE m.key = 'model' AND d.key = 'dim' AND EXISTS (SELECT 1 FROM embeddings)`).Scan(&model, &dim)
	if errors.Is(err, sql.ErrNoRows) {
		return "", 0, nil
	}
	return model, dim, err
}

// checkModel refuses an embedder other than the one of the index.
func checkModel(ctx context.Context, tx *sql.Tx, model string) error {
	built, _, err := indexModel(ctx, tx)
	if err != nil || built == "" || built == model {
		return err
	}
	return &HintError{"embed reports", fmt.Errorf("the index was built with %s, not %s", built, model), hintRebuild}
}

// claimModel writes down the embedder with the first vectors, and refuses
// vectors of another one or of another length.
func claimModel(ctx context.Context, tx *sql.Tx, model string, dim int) error {
	built, length, err := indexModel(ctx, tx)
	switch {
	case err != nil:
		return err
	case built == "":
		_, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO meta VALUES ('model', ?), ('dim', ?)", model, dim)
		return err
	case built != model:
		return checkModel(ctx, tx, model)
	case length != dim:
		return &HintError{"embed reports",
			fmt.Errorf("%s returns vectors of %d numbers, the index was built with %d", model, dim, length), hintRebuild}
	}
	return nil
}
