import Documents
import Foundation
import ModelSolvers
import Models
import Tensors
import Testing

@testable import Decks

/// A brick of rubber whose face x = 1 is moved by a half; written for this test.
private func deck(
  material: String = """
  <material id="1" name="rubber" type="neo-Hookean"><E>3</E><v>0.25</v></material>
  """, boundary extra: String = "", loads: String = ""
) -> String {
  """
  <?xml version="1.0" encoding="UTF-8"?>
  <febio_spec version="4.0">
  <Module type="solid"/>
  <Control><analysis>STATIC</analysis><time_steps>2</time_steps><step_size>0.5</step_size></Control>
  <Material>\(material)</Material>
  <Mesh>
  <Nodes name="all">
  <node id="1">0,0,0</node><node id="2">1,0,0</node><node id="3">1,1,0</node><node id="4">0,1,0</node>
  <node id="5">0,0,1</node><node id="6">1,0,1</node><node id="7">1,1,1</node><node id="8">0,1,1</node>
  </Nodes>
  <Elements type="hex8" name="brick"><elem id="1">1,2,3,4,5,6,7,8</elem></Elements>
  <NodeSet name="x0">1,4,5,8</NodeSet><NodeSet name="y0">1,2,5,6</NodeSet>
  <NodeSet name="z0">1:4</NodeSet>
  <Surface name="x1"><quad4 id="1">2,3,7,6</quad4></Surface>
  </Mesh>
  <MeshDomains><SolidDomain name="brick" mat="rubber"/></MeshDomains>
  <Boundary>
  <bc node_set="x0" type="zero displacement"><x_dof>1</x_dof></bc>
  <bc node_set="y0" type="zero displacement"><y_dof>1</y_dof></bc>
  <bc node_set="z0" type="zero displacement"><z_dof>1</z_dof></bc>
  <bc node_set="@surface:x1" type="prescribed displacement"><dof>x</dof><value lc="1">0.5</value></bc>
  \(extra)
  </Boundary>
  <Loads>\(loads)</Loads>
  <LoadData><load_controller id="1" type="loadcurve"><points><pt>0,0</pt><pt>1,1</pt></points></load_controller></LoadData>
  </febio_spec>
  """
}

func solved(_ model: Model, until end: Double? = nil) throws -> ModelState {
  var last: ModelState?
  var run = try ModelRun(model)
  try run.solve(until: end) { last = $0 }
  return try #require(last)
}

private func problem(_ text: String) -> String {
  do throws(DocumentError) {
    _ = try FEBioReader.read(Array(text.utf8), file: "a.feb")
    return "read"
  } catch {
    return error.description
  }
}

@Suite struct FEBioReaderTests {
  /// Free sides: μ (λ² − 1) + λ_L ln J = 0 across gives the stretch across, and P along.
  @Test func `a stretched brick is read and solved`() throws {
    let read = try FEBioReader.read(Array(deck().utf8), file: "a.feb")
    let state = try solved(read.model)
    let (mu, lambda, s) = (1.2, 1.2, 1.5)
    let across = 1 + state.displacements[6].y
    let J = s * across * across
    #expect(abs(mu * (across * across - 1) + lambda * log(J)) < 1e-8)
    #expect(abs(state.volumeRatios[0] - J) < 1e-12)
    let stress = (mu * (s * s - 1) + lambda * log(J)) / J
    #expect(abs(state.stresses[0].xx - stress) < 1e-8)
    #expect(read.notes.defaults == ["rubber: density = 1.0"])
  }

  @Test func `files of version 2.5 and 3.0 say the same`() throws {
    var old = deck()
      .replacing("version=\"4.0\"", with: "version=\"3.0\"")
      .replacing(
        "<NodeSet name=\"x0\">1,4,5,8</NodeSet>",
        with: "<NodeSet name=\"x0\"><n id=\"1\"/><n id=\"4\"/><n id=\"5\"/><n id=\"8\"/></NodeSet>"
      )
      .replacing(
        "<bc node_set=\"x0\" type=\"zero displacement\"><x_dof>1</x_dof></bc>",
        with: "<bc node_set=\"x0\" type=\"fix\"><dofs>x</dofs></bc>")
    let new = try solved(FEBioReader.read(Array(deck().utf8), file: "a.feb").model)
    #expect(
      try solved(FEBioReader.read(Array(old.utf8), file: "a.feb").model).displacements
        == new.displacements)
    old = old.replacing("version=\"3.0\"", with: "version=\"2.5\"")
      .replacing("<Mesh>", with: "<Geometry>").replacing("</Mesh>", with: "</Geometry>")
      .replacing(
        "<Elements type=\"hex8\" name=\"brick\">",
        with: "<Elements type=\"hex8\" mat=\"1\" name=\"brick\">"
      )
      .replacing(
        "<MeshDomains><SolidDomain name=\"brick\" mat=\"rubber\"/></MeshDomains>", with: ""
      )
      .replacing(
        "<bc node_set=\"x0\" type=\"fix\"><dofs>x</dofs></bc>",
        with: "<fix bc=\"x\" node_set=\"x0\"/>"
      )
      .replacing(
        "<load_controller id=\"1\" type=\"loadcurve\"><points><pt>0,0</pt><pt>1,1</pt></points></load_controller>",
        with: "<loadcurve id=\"1\" type=\"linear\"><point>0,0</point><point>1,1</point></loadcurve>"
      )
    #expect(
      try solved(FEBioReader.read(Array(old.utf8), file: "a.feb").model).displacements
        == new.displacements)
  }

  @Test func `what is not understood is named with its line`() {
    #expect(
      problem(deck(loads: "<surface_load surface=\"x1\" type=\"fluid\"/>"))
        == "a.feb:24:8: febio_spec/Loads/surface_load: surface load of type \"fluid\"; Turgor reads pressure, normal_traction, traction, force"
    )
    #expect(
      problem(
        deck(
          material:
            "<material id=\"1\" name=\"rubber\" type=\"neo-Hookean\"><E>3</E><v>0.25</v><w>1</w></material>"
        ))
        == "a.feb:5:80: febio_spec/Material/material/w: Turgor does not understand this")
    #expect(
      problem(
        deck(
          material:
            "<material id=\"1\" name=\"rubber\" type=\"neo-Hookean\"><E>3</E><v>0.5</v></material>")
      )
        == "a.feb:5:69: febio_spec/Material/material/v: 0.5 is not within −1 and 0.5")
    #expect(
      problem(
        deck(boundary: "<bc node_set=\"y1\" type=\"zero displacement\"><y_dof>1</y_dof></bc>"))
        == "a.feb:22:1: febio_spec/Boundary/bc[5]: there is no node set \"y1\"")
    #expect(
      problem(deck(material: "<material id=\"1\" name=\"rubber\" type=\"magic\"/>"))
        == "a.feb:5:11: febio_spec/Material/material: material of type \"magic\" is not supported; see Documentation/how-to/decks.md"
    )
    #expect(
      problem("<febio_spec version=\"1.2\"/>").contains("version 1.2 is not one of 2.5, 3.0, 4.0"))
    #expect(
      problem("<!DOCTYPE a [<!ENTITY b \"c\">]><a/>").contains("a document type, which is not read")
    )
    #expect(problem("<febio_spec version=\"4.0\"><Mesh>").contains("without </Mesh>"))
  }

  /// A density of 1 under 0,0,−1 in the file is pushed up: FEBio's sign.
  @Test func `a body force has the sign of FEBio`() throws {
    let text = deck(
      loads: "<body_load type=\"body force\"><force lc=\"1\">0,0,-1</force></body_load>")
    let state = try solved(FEBioReader.read(Array(text.utf8), file: "a.feb").model)
    let without = try solved(FEBioReader.read(Array(deck().utf8), file: "a.feb").model)
    #expect(state.displacements[6].z > without.displacements[6].z)
  }

  @Test func `tables have a row for every node and element`() throws {
    let model = try FEBioReader.read(Array(deck().utf8), file: "a.feb").model
    let state = try solved(model)
    let files = ModelResultFiles(model)
    let nodes = files.nodes(state).split(separator: "\n")
    #expect(
      nodes.count == 9 && nodes[0] == "node,ux,uy,uz,Rx,Ry,Rz" && nodes[2].hasPrefix("2,0.5,"))
    let elements = files.elements(state).split(separator: "\n")
    #expect(elements.count == 2 && elements[0] == "element,sx,sy,sz,sxy,syz,sxz,J")
    let fields = String(decoding: files.fields(state), as: UTF8.self)
    #expect(
      fields.contains("NumberOfCells=\"1\"")
        && fields.contains("Name=\"stress\" NumberOfComponents=\"6\""))
  }
}
