/// The waist and the engine: how operations are recorded, and how gradients flow back. Not
/// exported.
///
/// *The waist.* [Ops] runs an operation and records it; [Functions] does so for users' operations;
/// [InPlace] for those that write, with [View] and [CopySlicesNode] for writes through views.
/// [Fitting] brings tensors to a shape or type, [Constants] makes those without history. [State] is
/// what a thread's operations depend on.
///
/// *Tensors.* [Tracked] is a tensor's place in the graph, among views and transforms; [Variable]
/// what users ask of it.
///
/// *Nodes.* [GraphNode], with the kinds [OpNode], [FunctionNode] (both [RecordedNode]s),
/// [AccumulateNode] for leaves, [CopySlicesNode] and [ErrorNode]. [SavedTensor] is what they keep,
/// [NodeHooks] who listens, [Intermediates] what a user's forward pass saved on the way.
///
/// *A backward call.* [Engine] checks it, [Discovery] counts, [GraphTask] runs nodes from a
/// [ReadyQueue] and [Captures] takes what was asked for; [Claims] is its bookkeeping in nodes,
/// [Workspace] what it uses again. [Anomaly] explains failures, [Messages] and [Place] have the
/// texts.
///
/// *Transforms.* [Level] is one at work: [GradLevel], [DualLevel] (forward mode), [BatchLevel]
/// (vmap) and [TraceLevel]; [Levels] hands an operation to the innermost. A tensor of one is
/// [Lifted]; [Lifting] takes over tensors made inside. [Batching] is for batching rules,
/// [Transposed] makes a forward-mode rule of a backward pass.
@NullMarked
package jgrad.engine;

import org.jspecify.annotations.NullMarked;
