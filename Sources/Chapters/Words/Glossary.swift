/// The words of the trade, each in plain language.
public enum Glossary {
  public struct Term: Equatable, Sendable {
    public let name: String
    public let meaning: String
  }

  public static let terms: [Term] = [
    .init(
      name: "Adam",
      meaning: "The rule by which training changes the parameters. It keeps two running means for "
        + "each parameter, of its gradients (m) and of their squares (v), and moves it by "
        + "m divided by the root of v."),
    .init(
      name: "attention",
      meaning:
        "The part of the model in which a position looks back at the positions before it and "
        + "takes over something of what they hold."),
    .init(
      name: "backward pass",
      meaning: "Going from the loss back through every calculation to find how much each number "
        + "had to do with it: the gradients."),
    .init(
      name: "bit, nat",
      meaning: "Two units of surprise. One bit is the surprise of one toss of a coin, an answer of "
        + "50%; one nat is 1.443 bits. Which one it is depends on the logarithm: log₂ or ln."),
    .init(
      name: "block size",
      meaning:
        "How many positions the model has at most; microgpt.py’s has 16. What is longer is cut."),
    .init(
      name: "BOS",
      meaning: "Beginning of Sequence: the token that stands before and behind every name."),
    .init(
      name: "causal mask",
      meaning:
        "What keeps a position from looking at later ones where all are computed at once: their scores are "
        + "set to −∞, so that softmax gives them 0. microgpt.py needs none."),
    .init(
      name: "chain rule",
      meaning:
        "How rates of change combine: those of steps that follow each other multiply, and where several "
        + "ways lead to the same result they add up."),
    .init(
      name: "computation graph",
      meaning:
        "All single numbers of a calculation, each with what it was computed from. Going back "
        + "through it finds the gradients."),
    .init(
      name: "context",
      meaning: "The tokens that the model has seen when it makes a guess."),
    .init(
      name: "cosine",
      meaning:
        "Here: how alike the directions of two vectors are. 1 where they are the same, 0 where they have "
        + "nothing in common, −1 where they are opposite; how long they are does not count."),
    .init(
      name: "dataset",
      meaning: "The texts that a model learns from; here a list of names, one a line."),
    .init(
      name: "document",
      meaning: "One piece of text that is trained at a time; here, one name."),
    .init(
      name: "embedding",
      meaning:
        "The row of numbers that stands for a token (a row of wte), or for a position (of wpe), inside "
        + "the model. Training moves it."),
    .init(
      name: "entropy",
      meaning: "How open a choice is: 0 where one token has all the probability, the logarithm of "
        + "their number where all have the same."),
    .init(
      name: "experts",
      meaning:
        "Several MLPs side by side, of which each token goes through a few: parameters that do not "
        + "all have to work all the time."),
    .init(
      name: "fine-tuning",
      meaning:
        "Training on with other texts, such as conversations, after the first training on all kinds "
        + "of text."),
    .init(
      name: "GPT",
      meaning:
        "Generative pre-trained transformer: a model that continues text, trained on much of it. This "
        + "one continues names."),
    .init(
      name: "GPU",
      meaning:
        "A processor for graphics, which multiplies thousands of numbers at once: what large "
        + "models are trained on, many side by side."),
    .init(
      name: "gradient",
      meaning: "How much the loss changes when a number changes a little: which way, and how "
        + "steeply."),
    .init(
      name: "gradient check",
      meaning:
        "Moving one parameter a little up and down, running the model on both, and comparing the slope "
        + "with the gradient: two runs for one parameter."),
    .init(
      name: "guessing",
      meaning:
        "Giving every token the same probability. Its loss is the logarithm of their number: for "
        + "27 tokens 3.296."),
    .init(
      name: "head",
      meaning:
        "A part of attention that looks back in its own way. The heads of a layer share the width among "
        + "them and work side by side."),
    .init(
      name: "key, query, value",
      meaning: "Three rows of numbers that attention makes for each position: what it looks for "
        + "(query), what it can be found by (key), what it passes on (value)."),
    .init(
      name: "key/value cache",
      meaning:
        "The keys and values of the positions so far, kept so that they need not be computed "
        + "again for the next token."),
    .init(
      name: "layer",
      meaning:
        "One round of looking back (attention) and working on what was found (MLP), with parameters of "
        + "its own. microgpt.py has one, Llama 3.1 has 126."),
    .init(
      name: "learning rate",
      meaning:
        "How far a training step moves the parameters. It begins at 0.01, unless its knob is "
        + "turned, and falls to 0 in a straight line."),
    .init(
      name: "local derivative",
      meaning:
        "How much the result of one operation changes for each 1 that one of its numbers changes: 1 for a "
        + "sum, the other factor for a product."),
    .init(
      name: "logarithm",
      meaning:
        "What undoes a power. The natural one, ln, undoes exp: ln x is the number whose exp is x. ln 1 is "
        + "0, ln 0.5 is −0.693, and ln of a product is the sum of the ln. log₂ undoes powers of 2."),
    .init(
      name: "logit",
      meaning:
        "The raw score that the model gives a token: any number, higher is likelier. Softmax "
        + "turns logits into probabilities."),
    .init(
      name: "loss",
      meaning: "How surprised the model is by a name: the mean surprise of its right answers. 0 is "
        + "perfect; guessing among 27 tokens costs 3.296."),
    .init(
      name: "matrix",
      meaning:
        "Numbers in rows and columns. A matrix times a vector is a new vector: each row gives one number "
        + "of it. Nearly all parameters stand in matrices."),
    .init(
      name: "MLP",
      meaning:
        "Multi-layer perceptron, the part of a layer behind attention: a matrix that widens the vector, "
        + "ReLU, and a matrix that brings it back. Each position goes through it alone."),
    .init(
      name: "moment",
      meaning: "In this program: how many training steps the shown model has had. [ and ] "
        + "move it, in all chapters."),
    .init(
      name: "needle",
      meaning:
        "In this program: the random number that picks the next token of a made-up name. It falls on "
        + "a bar on which each token has a part as long as its probability."),
    .init(
      name: "odds",
      meaning: "A probability divided by what is missing to 1: 75% against 25% are odds of 3."),
    .init(
      name: "operation",
      meaning:
        "Here: one addition or multiplication of two numbers. Training takes about 6 for each "
        + "parameter and token."),
    .init(
      name: "pair table",
      meaning:
        "The simplest model that learns from data: for each token, how often each other one came "
        + "next. It knows nothing but the token before."),
    .init(
      name: "parameter",
      meaning:
        "One of the numbers that training changes. What they are is all that the model knows."),
    .init(
      name: "perplexity",
      meaning:
        "exp of the loss: among how many equally likely tokens a choice would be as open. A loss "
        + "of 2.303 is that of a choice among 10."),
    .init(
      name: "position",
      meaning: "The place of a token in the sequence, counted from 0."),
    .init(
      name: "principal components",
      meaning:
        "The directions in which many vectors differ most from their mean, the most important first. Two of "
        + "them make a map; how much of the differences it shows is told as a share."),
    .init(
      name: "probability",
      meaning:
        "How likely something is, as a share: from 0, never, to 1 or 100%, for certain. Those of "
        + "all tokens add up to 1."),
    .init(
      name: "ReLU",
      meaning:
        "Leaves a number as it is if it is above 0, and makes it 0 otherwise: the only bend between the "
        + "two matrices of the MLP."),
    .init(
      name: "residual connection",
      meaning:
        "What a part of the model computes is added to the vector that came in, instead of taking its "
        + "place. So nothing is lost on the way, and gradients come straight back. The vector that all "
        + "parts add to is the residual stream, x."),
    .init(
      name: "RMSNorm, layer norm",
      meaning:
        "Two ways to bring a vector to a common length before the next matrix. RMSNorm multiplies all its "
        + "numbers by one, so that the mean of their squares becomes 1; layer norm takes the mean away first."
    ),
    .init(
      name: "seed",
      meaning:
        "The number from which all random numbers of a run are made: its first parameters, the "
        + "order of its names, its samples. The same seed gives the same run."),
    .init(
      name: "softmax",
      meaning: "Turns any numbers into probabilities: takes the exponential of each and divides by "
        + "their total."),
    .init(
      name: "surprise",
      meaning:
        "Minus the logarithm of the probability that the right answer had: 0 for 100%, 0.693 "
        + "for 50%, 4.605 for 1%. Surprises of several answers are added."),
    .init(
      name: "temperature",
      meaning: "A number that all logits are divided by before softmax. Below 1 the likely tokens "
        + "become likelier, above 1 the choice becomes more even."),
    .init(
      name: "token",
      meaning: "A piece of text with a number of its own; here, one character."),
    .init(
      name: "training step",
      meaning: "One document through the model, forward and backward, and one small change of all "
        + "parameters."),
    .init(
      name: "vector",
      meaning:
        "A row of numbers that belong together and are calculated with together, such as the 16 that "
        + "stand for a token."),
    .init(
      name: "vocabulary",
      meaning: "All tokens that there are."),
    .init(
      name: "width",
      meaning: "How many numbers stand for a token inside the model; microgpt.py’s has 16."),
  ]
}
