package jgrad.kernels.vector;

import jdk.incubator.vector.*;

final class DoubleMath {
    static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
}
