import Testing

@testable import Planning

struct SearchTests {
  @Test
  func
    `the interpolant goes through its points, is exact for what is linear, and has the gradient it says`()
  {
    let points = [[0.1, 0.2], [0.9, 0.1], [0.4, 0.8], [0.6, 0.5], [0.0, 1.0]]
    let plane = RadialInterpolant(points: points, values: points.map { 2 - 3 * $0[0] + 5 * $0[1] })
    let there = plane.sample(at: [0.3, 0.7])
    #expect(abs(there.value - (2 - 0.9 + 3.5)) < 1e-9)
    #expect(abs(there.gradient[0] + 3) < 1e-9 && abs(there.gradient[1] - 5) < 1e-9)
    let values = [1.0, -2, 0.5, 3, 7]
    let bent = RadialInterpolant(points: points, values: values)
    for (point, value) in zip(points, values) {
      #expect(abs(bent.sample(at: point).value - value) < 1e-9)
    }
    let (x, step) = ([0.37, 0.61], 1e-6)
    let slope =
      (bent.sample(at: [x[0] + step, x[1]]).value - bent.sample(at: [x[0] - step, x[1]]).value)
      / (2 * step)
    #expect(abs(slope - bent.sample(at: x).gradient[0]) < 1e-6)
  }

  @Test
  func `the search finds the foot of the perpendicular on a constraint, and the corner of the box`()
  {
    // (x − 0.8)² + (y − 0.7)² with x + y ≤ 1.
    let search = ConstrainedSearch(
      objective: { x in
        let (a, b) = (x[0] - 0.8, x[1] - 0.7)
        return (a * a + b * b, [2 * a, 2 * b])
      }, constraints: [{ ($0[0] + $0[1] - 1, [1, 1]) }])
    let foot = search.end(from: [0.1, 0.1])
    #expect(abs(foot[0] - 0.55) < 1e-5 && abs(foot[1] - 0.45) < 1e-5)
    let corner = ConstrainedSearch(objective: { (-$0[0] - $0[1], [-1, -1]) }, constraints: [])
    #expect(corner.end(from: [0.3, 0.3]).allSatisfy { abs($0 - 1) < 1e-9 })
  }

  @Test func `the curve has the schedules within the limits that no other beats`() {
    func trial(_ goal: Double, _ cost: Double, limit: Double = 0) -> ScheduleTrials.Trial {
      ScheduleTrials.Trial(settings: [], place: [], goal: goal, limits: [limit], cost: cost)
    }
    let trials = [trial(1, 1), trial(3, 2), trial(2, 3), trial(5, 4), trial(9, 0.5, limit: 2)]
    var question = PlanQuestion()
    question.limits = [.init(isLeast: false, value: 1)]
    func curve() -> [Int] { PlanAnswer(question: question, trials: trials, farthest: 0).tradeOff }
    #expect(curve() == [0, 1, 3])
    question.limits[0].value = 3
    #expect(curve() == [4])
    question.goal.isLeast = false
    #expect(curve() == [4, 0])
  }
}
