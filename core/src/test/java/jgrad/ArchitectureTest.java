package jgrad;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import jgrad.engine.Tracked;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

/// The arrows of docs/architecture.md, as far as the compiler does not see to them.
class ArchitectureTest {
    private static JavaClasses core;

    @BeforeAll
    static void read() throws URISyntaxException {
        var location = Tensor.class.getProtectionDomain().getCodeSource().getLocation();
        core = new ClassFileImporter().importPath(Path.of(location.toURI()));
    }

    @Test
    void storageKnowsElementTypesAndNothingElse() {
        // Strided names Tracked as the only class that may extend it.
        noClasses()
                .that()
                .resideInAPackage("jgrad.storage..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("jgrad..")
                                .and(resideInAPackage("jgrad.storage..").negate())
                                .and(equivalentTo(DType.class).negate())
                                .and(equivalentTo(Tracked.class).negate()))
                .check(core);
    }

    @Test
    void kernelsKnowNoGraph() {
        noClasses()
                .that()
                .resideInAPackage("jgrad.kernels..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                "jgrad.autograd..",
                                "jgrad.engine..",
                                "jgrad.func..",
                                "jgrad.ops.."))
                .check(core);
    }

    @Test
    void onlyVectorKernelsKnowTheVectorApi() {
        noClasses()
                .that()
                .resideOutsideOfPackage("jgrad.kernels.vector..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator..")
                .check(core);
    }

    @Test
    void theRoomsOfKernelsHaveNoCircles() {
        slices().matching("jgrad.kernels.(**)").should().beFreeOfCycles().check(core);
    }

    @Test
    void onlyTheChoiceOfLoopsKnowsVectors() {
        noClasses()
                .that()
                .resideOutsideOfPackages("jgrad.kernels.vector..", "jgrad.kernels.choice")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jgrad.kernels.vector..")
                .check(core);
    }

    @Test
    void nothingLooksForClassesAtRunTime() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        assignableTo(AccessibleObject.class)
                                .or(assignableTo(Proxy.class))
                                .or(assignableTo(ServiceLoader.class)))
                .orShould()
                .callMethod(Class.class, "forName", String.class)
                .check(core);
    }

    @Test
    void coreNeedsNothingButTheJdk() {
        classes()
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("jgrad..", "java..", "jdk.incubator.vector..")
                                .or(resideInAPackage("org.jspecify.annotations..")))
                .check(core);
    }

    /// docs/architecture.md says of each pair why it is one. Longer circles pass through these.
    @Test
    void onlyTheStatedPairsOfPackagesKnowEachOther() {
        assertThat(pairsThatKnowEachOther())
                .containsExactly(
                        "jgrad <-> jgrad.autograd",
                        "jgrad <-> jgrad.engine",
                        "jgrad <-> jgrad.kernels",
                        "jgrad <-> jgrad.ops",
                        "jgrad <-> jgrad.storage",
                        "jgrad.autograd <-> jgrad.engine",
                        "jgrad.autograd <-> jgrad.func",
                        "jgrad.engine <-> jgrad.ops");
    }

    private static Set<String> pairsThatKnowEachOther() {
        Set<String> arrows = new TreeSet<>();
        for (JavaClass type : core) {
            for (var dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith("jgrad")) {
                    arrows.add(room(type) + " " + room(target));
                }
            }
        }
        Set<String> pairs = new TreeSet<>();
        for (String arrow : arrows) {
            String[] ends = arrow.split(" ");
            if (ends[0].compareTo(ends[1]) < 0 && arrows.contains(ends[1] + " " + ends[0])) {
                pairs.add(ends[0] + " <-> " + ends[1]);
            }
        }
        return pairs;
    }

    /// The rooms inside of `kernels` count as one here.
    private static String room(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith("jgrad.kernels") ? "jgrad.kernels" : name;
    }

    /// Note [Method references] in Tensor: what a user can call is declared where a user may look.
    @Test
    void whatUsersCallIsDeclaredInAnExportedPackage() {
        var exported = Set.of("jgrad", "jgrad.autograd", "jgrad.func");
        Set<String> hidden = new TreeSet<>();
        for (JavaClass type : core) {
            if (!type.getModifiers().contains(JavaModifier.PUBLIC)
                    || !exported.contains(type.getPackageName())) {
                continue;
            }
            for (Method method : type.reflect().getMethods()) {
                String place = method.getDeclaringClass().getPackageName();
                if (!exported.contains(place) && !place.startsWith("java.")) {
                    hidden.add(type.getName() + ": " + method);
                }
            }
        }
        assertThat(hidden).isEmpty();
    }
}
