<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>Charts</name>
    <message numerus="yes">
        <source>%n failed</source>
        <comment>runs</comment>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ContainerWords</name>
    <message numerus="yes">
        <source>when it failed, at most %n time(s)</source>
        <translation>
            <numerusform>when it failed, at most once</numerusform>
            <numerusform>when it failed, at most %n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n week(s)</source>
        <translation>
            <numerusform>%n week</numerusform>
            <numerusform>%n weeks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n month(s)</source>
        <translation>
            <numerusform>%n month</numerusform>
            <numerusform>%n months</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n year(s)</source>
        <translation>
            <numerusform>%n year</numerusform>
            <numerusform>%n years</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Preflight</name>
    <message numerus="yes">
        <source>(and %n more)</source>
        <comment>further things that the machine lacks</comment>
        <translation>
            <numerusform>(and %n more)</numerusform>
            <numerusform>(and %n more)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TreemapTiles</name>
    <message numerus="yes">
        <source>%n other(s)</source>
        <comment>files too small to be drawn one by one</comment>
        <translation>
            <numerusform>%n other</numerusform>
            <numerusform>%n others</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message numerus="yes">
        <source>No difference in starting that %n run(s) can show</source>
        <comment>title of a chart</comment>
        <translation>
            <numerusform>No difference in starting that %n run can show</numerusform>
            <numerusform>No difference in starting that %n runs can show</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) of “%1” gave no number; the table of runs says why.</source>
        <translation>
            <numerusform>%n run of “%1” gave no number; the table of runs says why.</numerusform>
            <numerusform>%n runs of “%1” gave no number; the table of runs says why.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::AccountsDialog</name>
    <message numerus="yes">
        <source>%n account(s)</source>
        <translation>
            <numerusform>%n account</numerusform>
            <numerusform>%n accounts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::AnatomyView</name>
    <message numerus="yes">
        <source>%n document(s) do not have the digest that they are named by.</source>
        <translation>
            <numerusform>%n document does not have the digest that it is named by.</numerusform>
            <numerusform>%n documents do not have the digest that they are named by.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::CreateDialog</name>
    <message numerus="yes">
        <source>The line is filled in, but for %n thing(s).</source>
        <translation>
            <numerusform>The line is filled in, but for one thing.</numerusform>
            <numerusform>The line is filled in, but for %n things.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::DeathWatch</name>
    <message numerus="yes">
        <source>%n more container(s) ended or fell ill</source>
        <translation>
            <numerusform>%n more container ended or fell ill</numerusform>
            <numerusform>%n more containers ended or fell ill</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::DifferenceView</name>
    <message numerus="yes">
        <source>%n layer(s) are shared, %1</source>
        <translation>
            <numerusform>%n layer is shared, %1</numerusform>
            <numerusform>%n layers are shared, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %n package(s) are equal</source>
        <translation>
            <numerusform>The one package is equal</numerusform>
            <numerusform>The %n packages are equal</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and more: the first %n are shown</source>
        <translation>
            <numerusform>… and more: the first is shown</numerusform>
            <numerusform>… and more: the first %n are shown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::EventsPage</name>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n event</numerusform>
            <numerusform>%n events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n event(s)</source>
        <translation>
            <numerusform>%1 of %n event</numerusform>
            <numerusform>%1 of %n events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>paused, %n waiting</source>
        <comment>events</comment>
        <translation>
            <numerusform>paused, %n waiting</numerusform>
            <numerusform>paused, %n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::ExperimentView</name>
    <message numerus="yes">
        <source>%1, %2, %n repeat(s)</source>
        <comment>image, date and time</comment>
        <translation>
            <numerusform>%1, %2, %n repeat</numerusform>
            <numerusform>%1, %2, %n repeats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, running: %n repeat(s)</source>
        <comment>image</comment>
        <translation>
            <numerusform>%1, running: %n repeat</numerusform>
            <numerusform>%1, running: %n repeats</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::FilePreview</name>
    <message numerus="yes">
        <source>%n more name(s), first: %1</source>
        <translation>
            <numerusform>%n more name: %1</numerusform>
            <numerusform>%n more names, first: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::FileTreeModel</name>
    <message numerus="yes">
        <source>%n change(s) below</source>
        <translation>
            <numerusform>%n change below</numerusform>
            <numerusform>%n changes below</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 bytes in %n file(s) below</source>
        <translation>
            <numerusform>%1 bytes in %n file below</numerusform>
            <numerusform>%1 bytes in %n files below</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::FilesTab</name>
    <message numerus="yes">
        <source>The first %n found; there may be more</source>
        <translation>
            <numerusform>The first %n found; there may be more</numerusform>
            <numerusform>The first %n found; there may be more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n file(s) and folders?</source>
        <translation>
            <numerusform>Remove %n file or folder?</numerusform>
            <numerusform>Remove %n files and folders?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them are already in this folder.</source>
        <translation>
            <numerusform>%n of them is already in this folder.</numerusform>
            <numerusform>%n of them are already in this folder.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %1 of more than %n item(s)</source>
        <translation>
            <numerusform>The first %1 of more than %n item</numerusform>
            <numerusform>The first %1 of more than %n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %1 of %n item(s)</source>
        <translation>
            <numerusform>The first %1 of %n item</numerusform>
            <numerusform>The first %1 of %n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::FilesView</name>
    <message numerus="yes">
        <source>%n file(s), %1</source>
        <translation>
            <numerusform>%n file, %1</numerusform>
            <numerusform>%n files, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %n found; type more to find fewer</source>
        <translation>
            <numerusform>The first one found; type more to find fewer</numerusform>
            <numerusform>The first %n found; type more to find fewer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::ImageModel</name>
    <message numerus="yes">
        <source>Used by %n container(s)</source>
        <translation>
            <numerusform>Used by %n container</numerusform>
            <numerusform>Used by %n containers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::ImageRemoval</name>
    <message numerus="yes">
        <source>All the %n image(s) are in use.</source>
        <translation>
            <numerusform>The image is in use.</numerusform>
            <numerusform>All %n images are in use.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n container(s) are made from it; remove them on the page Containers first.</source>
        <translation>
            <numerusform>%n container is made from it; remove it on the page Containers first.</numerusform>
            <numerusform>%n containers are made from it; remove them on the page Containers first.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n that containers use stay(s).</source>
        <translation>
            <numerusform>%n that a container uses stays.</numerusform>
            <numerusform>%n that containers use stay.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n image(s)?</source>
        <translation>
            <numerusform>Remove %n image?</numerusform>
            <numerusform>Remove %n images?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::LayersView</name>
    <message numerus="yes">
        <source>%n file(s), %1</source>
        <translation>
            <numerusform>%n file, %1</numerusform>
            <numerusform>%n files, %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::LimitsPanel</name>
    <message numerus="yes">
        <source>%n process(es) killed for want of memory.</source>
        <translation>
            <numerusform>%n process killed for want of memory.</numerusform>
            <numerusform>%n processes killed for want of memory.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n process(es) now.</source>
        <translation>
            <numerusform>%n process now.</numerusform>
            <numerusform>%n processes now.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::LogsTab</name>
    <message numerus="yes">
        <source>With %n other(s)</source>
        <translation>
            <numerusform>With %n other</numerusform>
            <numerusform>With %n others</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>more than %n found</source>
        <translation>
            <numerusform>more than %n found</numerusform>
            <numerusform>more than %n found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On %n line(s) the expression took too long and was given up.</source>
        <translation>
            <numerusform>On %n line the expression took too long and was given up.</numerusform>
            <numerusform>On %n lines the expression took too long and was given up.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::NetworksPage</name>
    <message numerus="yes">
        <source>%n network(s) removed.</source>
        <translation>
            <numerusform>%n network removed.</numerusform>
            <numerusform>%n networks removed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n container(s) have it; those that run keep it from being removed.</source>
        <translation>
            <numerusform>%n container has it; while it runs, the network cannot be removed.</numerusform>
            <numerusform>%n containers have it; those that run keep it from being removed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n network(s) that no container has would be removed.</source>
        <translation>
            <numerusform>%n network that no container has would be removed.</numerusform>
            <numerusform>%n networks that no container has would be removed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::OverviewTab</name>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>once</numerusform>
            <numerusform>%n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::PreflightPage</name>
    <message numerus="yes">
        <source>%n thing(s) of %1 are limited or missing; everything else works.</source>
        <translation>
            <numerusform>%n thing of %1 is limited or missing; everything else works.</numerusform>
            <numerusform>%n things of %1 are limited or missing; everything else works.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::ProcessesTab</name>
    <message numerus="yes">
        <source>%n process(es)</source>
        <translation>
            <numerusform>%n process</numerusform>
            <numerusform>%n processes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::PruneDialog</name>
    <message numerus="yes">
        <source>%n image(s) would be removed.</source>
        <translation>
            <numerusform>%n image would be removed.</numerusform>
            <numerusform>%n images would be removed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>So would %n part(s) of broken pulls.</source>
        <translation>
            <numerusform>So would %n part of a broken pull.</numerusform>
            <numerusform>So would %n parts of broken pulls.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::SavedList</name>
    <message numerus="yes">
        <source>%n repeat(s)</source>
        <translation>
            <numerusform>%n repeat</numerusform>
            <numerusform>%n repeats</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::SearchDialog</name>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation>
            <numerusform>%n tag</numerusform>
            <numerusform>%n tags</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::TaskLine</name>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>tasks that run besides</comment>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::TransferItem</name>
    <message numerus="yes">
        <source>%n s left</source>
        <translation>
            <numerusform>%n s left</numerusform>
            <numerusform>%n s left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min left</source>
        <translation>
            <numerusform>%n min left</numerusform>
            <numerusform>%n min left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::VolumesPage</name>
    <message numerus="yes">
        <source>%n volume(s) removed.</source>
        <translation>
            <numerusform>%n volume removed.</numerusform>
            <numerusform>%n volumes removed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n volume(s) that no container has: %1. What is in them goes for good.</source>
        <translation>
            <numerusform>%n volume that no container has: %1. What is in it goes for good.</numerusform>
            <numerusform>%n volumes that no container has: %1. What is in them goes for good.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove the %n without a &amp;name</source>
        <translation>
            <numerusform>Remove the %n without a &amp;name</numerusform>
            <numerusform>Remove the %n without a &amp;name</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remo&amp;ve all %n</source>
        <translation>
            <numerusform>Remo&amp;ve it</numerusform>
            <numerusform>Remo&amp;ve all %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::WasteView</name>
    <message numerus="yes">
        <source>%n time(s): %1</source>
        <translation>
            <numerusform>once: %1</numerusform>
            <numerusform>%n times: %1</numerusform>
        </translation>
    </message>
</context>
</TS>
