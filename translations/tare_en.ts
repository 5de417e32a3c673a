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
    <name>tare::gui::ImagesPage</name>
    <message numerus="yes">
        <source>%n container(s) are made from it; remove them on the page Containers first.</source>
        <translation>
            <numerusform>%n container is made from it; remove it on the page Containers first.</numerusform>
            <numerusform>%n containers are made from it; remove them on the page Containers first.</numerusform>
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
</TS>
