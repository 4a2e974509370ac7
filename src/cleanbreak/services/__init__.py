"""What the product does, one public function each: read, review, inspect, score; the edges call these."""
