"""From a content folder to a published tree: content store, parallel work, rendering, atomic swap."""
