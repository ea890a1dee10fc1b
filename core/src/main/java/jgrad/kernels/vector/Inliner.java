package jgrad.kernels.vector;

import jgrad.kernels.loops.Specialization;

import org.jspecify.annotations.Nullable;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.constant.ClassDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Writes an operation's code into a copy of a loop template.
///
/// Whether the JIT compiler inlines a polynomial into a loop depends on what it happened to compile
/// first and on how busy it was; where it does not, every vector between the two is boxed, at ten
/// times the cost. So calls of the template's `op` method, and in them all static calls within this
/// package, are replaced by the bodies of their targets before the JVM sees the class. Only calls
/// of [Lanes] remain.
final class Inliner {
    private static final ClassFile CLASS_FILE =
            ClassFile.of(
                    ClassFile.DebugElementsOption.DROP_DEBUG,
                    ClassFile.LineNumbersOption.DROP_LINE_NUMBERS);
    private static final String PACKAGE = Inliner.class.getPackageName().replace('.', '/') + "/";
    private static final String LANES = PACKAGE + "Lanes";
    private static final Map<String, ClassModel> PARSED = new ConcurrentHashMap<>();

    private Inliner() {}

    /// The class file of `template` with the method of `operations` that is called as `op` is, in
    /// camel case, in the place of the method `op`.
    ///
    /// @return null if there is no such method
    static byte @Nullable [] inline(Class<?> template, Class<?> operations, Enum<?> op) {
        String name = camelCase(op.name());
        MethodModel operation = method(parsed(PACKAGE + operations.getSimpleName()), name, null);
        if (operation == null) {
            return null;
        }
        ClassModel model = CLASS_FILE.parse(Specialization.classFile(template));
        return CLASS_FILE.transformClass(
                model,
                ClassTransform.transformingMethodBodies((builder, element) -> {
                    if (element instanceof InvokeInstruction call
                            && call.name().equalsString("op")) {
                        new Body(builder, operation).emit();
                    } else {
                        builder.with(element);
                    }
                }));
    }

    private static String camelCase(String constant) {
        StringBuilder name = new StringBuilder();
        for (String word : constant.split("_")) {
            String lower = word.toLowerCase(Locale.ROOT);
            name.append(
                    name.isEmpty()
                            ? lower
                            : Character.toUpperCase(lower.charAt(0)) + lower.substring(1));
        }
        return name.toString();
    }

    private static ClassModel parsed(String owner) {
        return PARSED.computeIfAbsent(
                owner,
                n ->
                        CLASS_FILE.parse(
                                Specialization.classFile(
                                        Inliner.class, n.substring(PACKAGE.length()))));
    }

    private static @Nullable MethodModel method(
            ClassModel model, String name, @Nullable String descriptor) {
        for (MethodModel method : model.methods()) {
            if (method.methodName().equalsString(name)
                    && (descriptor == null || method.methodType().equalsString(descriptor))) {
                return method;
            }
        }
        return null;
    }

    /// One copy of a method's code, with its own local variables and labels.
    private static final class Body {
        private final CodeBuilder builder;
        private final MethodModel method;
        private final Map<Integer, Integer> slots = new HashMap<>();
        private final Map<Label, Label> labels = new HashMap<>();

        Body(CodeBuilder builder, MethodModel method) {
            this.builder = builder;
            this.method = method;
        }

        void emit() {
            takeArguments();
            Label end = builder.newLabel();
            List<CodeElement> elements = method.code().orElseThrow().elementList();
            for (CodeElement element : elements) {
                switch (element) {
                    case LoadInstruction load ->
                            builder.loadLocal(load.typeKind(), slot(load.slot(), load.typeKind()));
                    case StoreInstruction store ->
                            builder.storeLocal(
                                    store.typeKind(), slot(store.slot(), store.typeKind()));
                    case ReturnInstruction r -> builder.goto_(end);
                    case LabelTarget target -> builder.labelBinding(label(target.label()));
                    case BranchInstruction branch ->
                            builder.branch(branch.opcode(), label(branch.target()));
                    case InvokeInstruction call when isOurs(call) ->
                            new Body(builder, target(call)).emit();
                    case Instruction other -> builder.with(other);
                    default -> {} // debug information
                }
            }
            builder.labelBinding(end);
        }

        private void takeArguments() {
            List<ClassDesc> parameters = method.methodTypeSymbol().parameterList();
            int[] at = new int[parameters.size()];
            int slot = 0;
            for (int i = 0; i < at.length; i++) {
                at[i] = slot;
                slot += TypeKind.from(parameters.get(i)).slotSize();
            }
            for (int i = at.length - 1; i >= 0; i--) {
                TypeKind kind = TypeKind.from(parameters.get(i));
                builder.storeLocal(kind, slot(at[i], kind));
            }
        }

        private int slot(int own, TypeKind kind) {
            return slots.computeIfAbsent(own, s -> builder.allocateLocal(kind));
        }

        private Label label(Label own) {
            return labels.computeIfAbsent(own, l -> builder.newLabel());
        }

        private static boolean isOurs(InvokeInstruction call) {
            String owner = call.owner().asInternalName();
            return call.opcode() == Opcode.INVOKESTATIC
                    && owner.startsWith(PACKAGE)
                    && !owner.equals(LANES);
        }

        private static MethodModel target(InvokeInstruction call) {
            String owner = call.owner().asInternalName();
            MethodModel target =
                    method(parsed(owner), call.name().stringValue(), call.type().stringValue());
            if (target == null) {
                throw new AssertionError(owner + "." + call.name() + " is missing");
            }
            return target;
        }
    }
}
