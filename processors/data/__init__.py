"""Open data that the pure core decides with: readable files, and the gazetteer that is compiled from GeoNames when the package is built."""
