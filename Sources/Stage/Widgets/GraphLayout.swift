/// Where the boxes of a computation graph stand, and which way its edges take.
///
/// Each node stands in a layer right of its operands. An edge that passes layers has a place in each of
/// them, so that no box lies on its way.
struct GraphLayout {
  /// By node.
  private(set) var boxes: [Rect] = []
  private(set) var routes: [GraphRoute] = []

  /// A box, or the place where an edge passes.
  private struct Item {
    enum Kind: Equatable {
      case box(Int)
      case passing(ComputationGraph.Edge)
    }
    let kind: Kind
    let height: Int
    /// Items of the layer before that lead here.
    var sources: [Int] = []
    var y = 0
    var middle: Int { y + height / 2 }
  }

  /// [layer][item], from above.
  private var layers: [[Item]] = []
  private let operands: [[Int]]

  /// Nil where there is no room for boxes of this size.
  ///
  /// - Parameter widening: how many columns the room between two layers may get beside those it needs.
  init?(operands: [[Int]], box: Size, in room: Size, widening: Int = 6) {
    self.operands = operands
    let layerOf = GraphLayout.layers(operands)
    let count = (layerOf.max() ?? 0) + 1
    // The quick test first: a graph of thousands of nodes never fits.
    let rows = layerOf.reduce(into: [Int](repeating: -1, count: count)) { rows, layer in
      rows[layer] += box.height + 1
    }
    guard count * box.width <= room.width, rows.allSatisfy({ $0 <= room.height }) else {
      return nil
    }
    layers = Array(repeating: [], count: count)
    for (node, layer) in layerOf.enumerated() {
      layers[layer].append(Item(kind: .box(node), height: box.height))
      for (operand, source) in operands[node].enumerated() {
        for passed in layerOf[source] + 1..<max(layerOf[source] + 1, layer) {
          let edge = ComputationGraph.Edge(node, operand)
          layers[passed].append(Item(kind: .passing(edge), height: 1))
        }
      }
    }
    order()
    guard place(height: room.height) else { return nil }
    // Between two layers each node has a column in which its edges turn; a column is free at each side.
    var gaps = (0..<max(0, count - 1)).map { layers[$0].count + 2 }
    var spare = room.width - count * box.width - gaps.reduce(0, +)
    guard spare >= 0 else { return nil }
    let wider = gaps.isEmpty ? 0 : min(widening, spare / 2 / gaps.count)
    gaps = gaps.map { $0 + wider }
    spare -= wider * gaps.count
    var lefts = [spare / 2]
    for gap in gaps { lefts.append((lefts.last ?? 0) + box.width + gap) }
    boxes = Array(repeating: Rect(0, 0, 0, 0), count: operands.count)
    for (layer, items) in layers.enumerated() {
      for item in items {
        if case .box(let node) = item.kind {
          boxes[node] = Rect(lefts[layer], item.y, box.width, box.height)
        }
      }
    }
    route(layerOf, lefts: lefts, width: box.width)
  }

  /// The layer of each node: right of all its operands; an input stands just left of its first use.
  private static func layers(_ operands: [[Int]]) -> [Int] {
    var layers = [Int](repeating: 0, count: operands.count)
    for (node, sources) in operands.enumerated() {
      layers[node] = (sources.map { layers[$0] }.max() ?? -1) + 1
    }
    var firstUse = [Int?](repeating: nil, count: operands.count)
    for (node, sources) in operands.enumerated() {
      for source in sources { firstUse[source] = min(firstUse[source] ?? .max, layers[node]) }
    }
    for (node, sources) in operands.enumerated() where sources.isEmpty {
      layers[node] = max(0, (firstUse[node] ?? 1) - 1)
    }
    return layers
  }

  /// Sorts each layer by where its edges come from, so that few of them cross.
  private mutating func order() {
    for layer in layers.indices.dropFirst() {
      for item in layers[layer].indices {
        layers[layer][item].sources = sources(of: layers[layer][item].kind, in: layer - 1)
      }
      let keys = layers[layer].map { item in
        item.sources.isEmpty
          ? Double.infinity : Double(item.sources.reduce(0, +)) / Double(item.sources.count)
      }
      let sorted = layers[layer].indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
      layers[layer] = sorted.map { layers[layer][$0] }
    }
  }

  private func sources(of kind: Item.Kind, in layer: Int) -> [Int] {
    switch kind {
    case .box(let node):
      operands[node].indices.compactMap { source(of: .init(node, $0), in: layer) }
    case .passing(let edge): source(of: edge, in: layer).map { [$0] } ?? []
    }
  }

  /// The item of a layer through which an edge goes.
  private func source(of edge: ComputationGraph.Edge, in layer: Int) -> Int? {
    layers[layer].firstIndex { $0.kind == .passing(edge) }
      ?? layers[layer].firstIndex { $0.kind == .box(operands[edge.node][edge.operand]) }
  }

  /// Sets the row of each item, as near as possible to the middle of its sources. Returns whether all
  /// items fit.
  private mutating func place(height: Int) -> Bool {
    for layer in layers.indices {
      let items = layers[layer].indices
      let needed = items.reduce(0) { $0 + layers[layer][$1].height } + max(0, items.count - 1)
      guard needed <= height else { return false }
      var free = (height - needed) / 2
      if layer > 0 { free = 0 }
      for item in items {
        let middles = layers[layer][item].sources.map { layers[layer - 1][$0].middle }
        let wanted =
          middles.isEmpty
          ? free : middles.reduce(0, +) / middles.count - layers[layer][item].height / 2
        layers[layer][item].y = max(free, wanted)
        free = layers[layer][item].y + layers[layer][item].height + 1
      }
      var bottom = height
      for item in items.reversed() {
        let highest = bottom - layers[layer][item].height
        layers[layer][item].y = min(layers[layer][item].y, highest)
        bottom = layers[layer][item].y - 1
      }
    }
    return true
  }

  /// The part of an edge between two layers: from an item's row to another row.
  private struct Leg {
    let item: Int
    let from: Int
    let to: Int
  }

  private mutating func route(_ layerOf: [Int], lefts: [Int], width: Int) {
    var legs: [[ComputationGraph.Edge: Leg]] = Array(repeating: [:], count: lefts.count)
    for (node, sources) in operands.enumerated() {
      // Edges enter from above in the order in which they come.
      let rows = sources.indices.map { operand -> Int in
        let before = layerOf[node] - 1
        return source(of: .init(node, operand), in: before).map { layers[before][$0].middle } ?? 0
      }
      let sorted = rows.indices.sorted { (rows[$0], $0) < (rows[$1], $1) }
      for (port, operand) in sorted.enumerated() {
        let edge = ComputationGraph.Edge(node, operand)
        for layer in layerOf[sources[operand]]..<layerOf[node] {
          guard let item = source(of: edge, in: layer) else { continue }
          let next = layer + 1 == layerOf[node] ? nil : source(of: edge, in: layer + 1)
          legs[layer][edge] = Leg(
            item: item, from: layers[layer][item].middle,
            to: next.map { layers[layer + 1][$0].middle }
              ?? self.port(port, of: node, sources.count))
        }
      }
    }
    let channels = legs.indices.map {
      GraphLayout.channels(Array(legs[$0].values), count: layers[$0].count)
    }
    for (node, sources) in operands.enumerated() {
      for (operand, source) in sources.enumerated() {
        let edge = ComputationGraph.Edge(node, operand)
        var route = GraphRoute(edge: edge, source: source)
        for layer in layerOf[source]..<layerOf[node] {
          guard let leg = legs[layer][edge] else { continue }
          let turn = lefts[layer] + width + 1 + channels[layer][leg.item]
          if layer > layerOf[source] { route.add(x: lefts[layer], y: leg.from) }
          route.add(x: lefts[layer] + width, y: leg.from)
          route.add(x: turn, y: leg.from)
          route.add(x: turn, y: leg.to)
          route.add(x: lefts[layer + 1] - 1, y: leg.to)
        }
        routes.append(route)
      }
    }
  }

  /// The column in which the edges of each item turn. An edge that ends in the row where another begins
  /// turns to the right of that one; otherwise the two would run in one line.
  private static func channels(_ legs: [Leg], count: Int) -> [Int] {
    var channels = [Int](repeating: 0, count: count)
    var open = Set(0..<count)
    for channel in 0..<count {
      let free = open.sorted().first { item in
        !legs.contains { leg in
          leg.item == item
            && legs.contains { $0.item != item && $0.from == leg.to && open.contains($0.item) }
        }
      }
      guard let next = free ?? open.min() else { break }
      channels[next] = channel
      open.remove(next)
    }
    return channels
  }

  /// The row in which an edge enters a box, one of `count`.
  private func port(_ port: Int, of node: Int, _ count: Int) -> Int {
    let inside = boxes[node].height - 2
    let row = count > 1 && inside > 1 ? port * (inside - 1) / (count - 1) : (inside - 1) / 2
    return boxes[node].y + 1 + row
  }
}
