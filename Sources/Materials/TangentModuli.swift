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
