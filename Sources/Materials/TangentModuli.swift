import Tensors

/// Adds α δ_ik δ_JL + β_ff F⊗F + β_fg (F⊗G + G⊗F) + β_gg G⊗G + κ G_iL G_kJ to tangent moduli.
///
/// Every isotropic law and every pressure has a tangent of this form, with G = F⁻ᵀ. Written out row by row
/// without closures, because the compiler does not specialize those for lanes.
///
/// The 81 entries of A are at 9(3i + J) + 3k + L for A_iJkL.
@inlinable @inline(__always)
public func addTangent<S: Arithmetic>(
  identity: S, ff: S, fg: S, gg: S, crossed: S, F: Tensor3<S>, G: Tensor3<S>,
  to A: UnsafeMutablePointer<S>
) {
  /// Row (i, J) from F_iJ, G_iJ, row i of G and column J of G.
  @inline(__always)
  func add(_ row: Int, _ f: S, _ g: S, _ gi: (S, S, S), _ gJ: (S, S, S)) {
    let left = ff * f + fg * g
    let right = fg * f + gg * g
    let (c0, c1, c2) = (crossed * gJ.0, crossed * gJ.1, crossed * gJ.2)
    let a = A + 9 * row
    a[0] = a[0] + left * F.xx + right * G.xx + c0 * gi.0
    a[1] = a[1] + left * F.xy + right * G.xy + c0 * gi.1
    a[2] = a[2] + left * F.xz + right * G.xz + c0 * gi.2
    a[3] = a[3] + left * F.yx + right * G.yx + c1 * gi.0
    a[4] = a[4] + left * F.yy + right * G.yy + c1 * gi.1
    a[5] = a[5] + left * F.yz + right * G.yz + c1 * gi.2
    a[6] = a[6] + left * F.zx + right * G.zx + c2 * gi.0
    a[7] = a[7] + left * F.zy + right * G.zy + c2 * gi.1
    a[8] = a[8] + left * F.zz + right * G.zz + c2 * gi.2
    a[row] = a[row] + identity
  }
  let rows = ((G.xx, G.xy, G.xz), (G.yx, G.yy, G.yz), (G.zx, G.zy, G.zz))
  let columns = ((G.xx, G.yx, G.zx), (G.xy, G.yy, G.zy), (G.xz, G.yz, G.zz))
  add(0, F.xx, G.xx, rows.0, columns.0)
  add(1, F.xy, G.xy, rows.0, columns.1)
  add(2, F.xz, G.xz, rows.0, columns.2)
  add(3, F.yx, G.yx, rows.1, columns.0)
  add(4, F.yy, G.yy, rows.1, columns.1)
  add(5, F.yz, G.yz, rows.1, columns.2)
  add(6, F.zx, G.zx, rows.2, columns.0)
  add(7, F.zy, G.zy, rows.2, columns.1)
  add(8, F.zz, G.zz, rows.2, columns.2)
}

/// Adds a ⊗ b, A_iJkL += a_iJ b_kL.
@inlinable @inline(__always)
public func addOuter<S: Arithmetic>(
  _ a: Tensor3<S>, _ b: Tensor3<S>, to A: UnsafeMutablePointer<S>
) {
  /// Adds s b to the row that begins at `r`.
  @inline(__always)
  func add(_ s: S, _ r: UnsafeMutablePointer<S>) {
    r[0] = r[0] + s * b.xx
    r[1] = r[1] + s * b.xy
    r[2] = r[2] + s * b.xz
    r[3] = r[3] + s * b.yx
    r[4] = r[4] + s * b.yy
    r[5] = r[5] + s * b.yz
    r[6] = r[6] + s * b.zx
    r[7] = r[7] + s * b.zy
    r[8] = r[8] + s * b.zz
  }
  add(a.xx, A)
  add(a.xy, A + 9)
  add(a.xz, A + 18)
  add(a.yx, A + 27)
  add(a.yy, A + 36)
  add(a.yz, A + 45)
  add(a.zx, A + 54)
  add(a.zy, A + 63)
  add(a.zz, A + 72)
}

/// Adds δ_ik M_JL, for a tensor of the undeformed body such as C or a second Piola stress.
@inlinable @inline(__always)
public func addMaterialBlocks<S: Arithmetic>(_ M: Tensor3<S>, to A: UnsafeMutablePointer<S>) {
  for i in 0..<3 {
    let a = A + 30 * i
    a[0] = a[0] + M.xx
    a[1] = a[1] + M.xy
    a[2] = a[2] + M.xz
    a[9] = a[9] + M.yx
    a[10] = a[10] + M.yy
    a[11] = a[11] + M.yz
    a[18] = a[18] + M.zx
    a[19] = a[19] + M.zy
    a[20] = a[20] + M.zz
  }
}

/// Adds b_ik δ_JL, for a tensor of the deformed body such as B = FFᵀ.
@inlinable @inline(__always)
public func addSpatialBlocks<S: Arithmetic>(_ b: Tensor3<S>, to A: UnsafeMutablePointer<S>) {
  for J in 0..<3 {
    let a = A + 10 * J
    a[0] = a[0] + b.xx
    a[3] = a[3] + b.xy
    a[6] = a[6] + b.xz
    a[27] = a[27] + b.yx
    a[30] = a[30] + b.yy
    a[33] = a[33] + b.yz
    a[54] = a[54] + b.zx
    a[57] = a[57] + b.zy
    a[60] = a[60] + b.zz
  }
}
