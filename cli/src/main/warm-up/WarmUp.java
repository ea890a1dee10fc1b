void main() {
    IO.println(DType.promote(DType.FLOAT32, DType.INT64));
}
