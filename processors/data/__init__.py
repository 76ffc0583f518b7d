"""Open data that the pure core decides with: readable files, and the gazetteer that the build compiles from GeoNames."""
